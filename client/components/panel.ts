/** A large block that says a thing is done, or stops the reader for a moment. */
import { button } from './button.ts';
import { html, type Html } from './html.ts';
import {
  attributes,
  classes,
  contentOf,
  hasContent,
  heading,
  isGiven,
  words,
  type Attributes,
  type HeadingLevel,
  type Options,
} from './params.ts';

export type PanelAction = Options<{
  text: string;
  type: 'submit' | 'button';
  href: string;
  classes: string;
  attributes: Attributes;
}>;

export type PanelParams = Options<{
  titleText: string;
  titleHtml: Html;
  headingLevel: HeadingLevel;
  text: string;
  html: Html;
  classes: string;
  attributes: Attributes;
  actions: Options<{ items: readonly PanelAction[]; classes: string; attributes: Attributes }>;
}>;

function actionOf(action: PanelAction): Html {
  if (isGiven(action.href) && action.type !== 'button') {
    const className = classes('govuk-link govuk-link--inverse', action.classes);
    return html`<a class="${className}" href="${action.href}"${attributes(action.attributes)}>${action.text}</a>`;
  }
  const type = action.type ?? 'button';
  return button({ ...action, type, classes: classes('govuk-button--inverse', action.classes) });
}

function actionsOf(actions: NonNullable<PanelParams['actions']>): Html {
  const items = (actions.items ?? []).map((action) => html` ${actionOf(action)} `);
  const group = items.length > 0 && html`<div class="govuk-button-group">${items}</div>`;
  return html`<div class="${classes('govuk-panel__actions', actions.classes)}"${attributes(actions.attributes)}>${group}</div>`;
}

/** A confirmation, unless the class `govuk-panel--interruption` is given; only that one may carry actions. */
export function panel(params: PanelParams): Html {
  const isInterruption = params.classes?.includes('govuk-panel--interruption') ?? false;
  const body = hasContent(params) && html`<div class="govuk-panel__body">${contentOf(params)}</div>`;
  const title = heading(
    { level: params.headingLevel ?? 1, className: 'govuk-panel__title' },
    words(params.titleHtml, params.titleText),
  );
  return html`
    <div class="${classes('govuk-panel', !isInterruption && 'govuk-panel--confirmation', params.classes)}"
      ${attributes(params.attributes)}
    >
      ${title}${body}${isInterruption && params.actions !== undefined && actionsOf(params.actions)}
    </div>
  `;
}
