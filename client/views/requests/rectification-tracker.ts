/** Where something that was said to be wrong is: with which team, the last day with its working, and what was decided. */

import { html, type Html } from '../../components/html.ts';
import { summaryList } from '../../components/summary-list.ts';
import { tag } from '../../components/tag.ts';
import { residentLayout } from '../layout.ts';
import type { Page } from '../page.ts';
import { clockDrawing } from './clock-drawing.ts';
import { messages, type TrackerModel } from './tracker.ts';

export interface RectificationTrackerModel extends Pick<TrackerModel, 'id' | 'reference' | 'receivedOn' | 'dueOn' | 'today' | 'isLate' | 'messages'> {
  readonly state: 'received' | 'looking' | 'put-right' | 'put-right-in-part' | 'not-changed';
  readonly team: string;
  /** Null once it was shredded. */
  readonly said: {
    readonly item: { readonly service: string; readonly title: string };
    readonly words: { readonly wrong: string; readonly right: string; readonly evidence: string };
  } | null;
}

export function rectificationTrackerPage(model: RectificationTrackerModel, page: Page): Html {
  const { t } = page;
  const isOpen = model.state === 'received' || model.state === 'looking';
  const body = html`
<p class="govuk-body">${t('requests.tracker.status')}: ${tag({ text: t(`requests.wrong.states.${model.state}`), classes: isOpen ? 'govuk-tag--blue' : 'govuk-tag--green' })}</p>
${isOpen && dueSentence(model, page)}
<h2 class="govuk-heading-m">${t(isOpen ? 'requests.tracker.next.heading' : 'requests.wrong.decided')}</h2>
<p class="govuk-body">${t(`requests.wrong.next.${model.state}`, { team: model.team })}</p>
${isOpen && model.dueOn !== null && clockDrawing({ receivedOn: model.receivedOn, dueOn: model.dueOn, today: model.today }, page)}
${facts(isOpen ? model : { ...model, dueOn: null }, page)}
<h2 class="govuk-heading-m">${t('requests.tracker.messages')}</h2>
${messages(model, page)}
<h2 class="govuk-heading-m">${t('requests.tracker.rights')}</h2>
<p class="govuk-body">${t(isOpen ? 'requests.wrong.rights' : 'requests.wrong.rightsAfter', { phone: page.council.phone })}</p>`;
  return residentLayout(page, { title: 'your-request', heading: t('requests.wrong.trackerHeading'), body, backLink: '/requests' });
}

function dueSentence({ id, dueOn, isLate }: RectificationTrackerModel, page: Page): Html | false {
  const { t } = page;
  if (dueOn === null) return false;
  return html`<p class="govuk-body-l">${t(isLate ? 'requests.tracker.late' : 'requests.tracker.due', { due: page.day(dueOn) })}</p>
<p class="govuk-body"><a class="govuk-link" href="/requests/${id}/dates">${t('requests.tracker.howWorked')}</a></p>`;
}

function facts({ said, reference, receivedOn, dueOn }: RectificationTrackerModel, page: Page): Html {
  const { t } = page;
  const row = (key: string, value: string): { key: { text: string }; value: { text: string } } => ({ key: { text: t(key) }, value: { text: value } });
  const evidence = said === null || said.words.evidence.trim() === '' ? [] : [row('requests.wrong.evidence.label', said.words.evidence)];
  const saidRows = said === null ? [] : [
    row('requests.wrong.about', `${said.item.service}: ${said.item.title}`),
    row('requests.wrong.wrong.label', said.words.wrong),
    row('requests.wrong.right.label', said.words.right),
    ...evidence,
  ];
  return summaryList({
    rows: [
      ...saidRows,
      row('requests.tracker.reference', reference),
      row('requests.tracker.received', page.day(receivedOn)),
      ...(dueOn === null ? [] : [row('requests.tracker.dueLabel', page.day(dueOn))]),
    ],
  });
}
