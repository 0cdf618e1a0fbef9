/** What is to be done, each with its state. */
import { html, type Html } from './html.ts';
import {
  attribute,
  attributes,
  classes,
  contentOf,
  isGiven,
  isPresent,
  type Absent,
  type Attributes,
  type Content,
  type Options,
} from './params.ts';
import { tag, type TagParams } from './tag.ts';

export type TaskListItem = Options<{
  title: Content & Options<{ classes: string }>;
  hint: Content;
  status: Content & Options<{ classes: string; tag: TagParams }>;
  href: string;
  classes: string;
}>;

export type TaskListParams = Options<{ idPrefix: string; classes: string; attributes: Attributes }> & {
  readonly items: readonly (TaskListItem | Absent)[];
};

function nameOf(item: TaskListItem, describedBy: string): Html {
  const name = contentOf(item.title);
  if (!isGiven(item.href)) return html`<div${attribute('class', item.title?.classes)}>${name}</div>`;
  const className = classes('govuk-link govuk-task-list__link', item.title?.classes);
  return html`<a class="${className}" href="${item.href}" aria-describedby="${describedBy}">${name}</a>`;
}

function task(item: TaskListItem, id: string): Html {
  const hasHint = item.hint !== undefined;
  const describedBy = hasHint ? `${id}-hint ${id}-status` : `${id}-status`;
  const hint = hasHint && html`<div id="${id}-hint" class="govuk-task-list__hint">${contentOf(item.hint)}</div>`;
  const { status } = item;
  const state = status?.tag === undefined ? contentOf(status) : tag(status.tag);
  return html`
    <li class="${classes('govuk-task-list__item', isGiven(item.href) && 'govuk-task-list__item--with-link', item.classes)}">
      <div class="govuk-task-list__name-and-hint">${nameOf(item, describedBy)}${hint}</div>
      <div class="${classes('govuk-task-list__status', status?.classes)}" id="${id}-status">${state}</div>
    </li>
  `;
}

/** Two task lists on one page need different `idPrefix`es. */
export function taskList(params: TaskListParams): Html {
  const prefix = isGiven(params.idPrefix) ? params.idPrefix : 'task-list';
  const tasks = params.items.map((item, index) => isPresent(item) && task(item, `${prefix}-${index + 1}`));
  return html`<ul class="${classes('govuk-task-list', params.classes)}"${attributes(params.attributes)}>${tasks}</ul>`;
}
