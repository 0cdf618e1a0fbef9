/** What a system has that its description does not say: to be classed as personal or not, by an officer. */

import type { DriftDecision, DriftPlace, DriftStanding } from '../../../server/system-watch/drift.ts';
import { button } from '../../components/button.ts';
import { csrfField } from '../../components/csrf-field.ts';
import { html, type Html } from '../../components/html.ts';
import { input } from '../../components/input.ts';
import { radios } from '../../components/radios.ts';
import type { Page } from '../page.ts';

export interface DriftModel extends DriftStanding {
  /** Classed before, and still there. */
  readonly decided: readonly DriftPlace[];
  /** False for a system that cannot tell what it has. */
  readonly canTell: boolean;
}

/** A form that was refused: what was typed, and what is wrong by field. */
export interface DriftForm {
  readonly posted: Readonly<Record<string, string | readonly string[]>>;
  readonly problems: Readonly<Record<string, string>>;
}

interface DriftAbout {
  readonly systemId: string;
  readonly drift: DriftModel;
  readonly mayDecide: boolean;
  readonly form?: DriftForm;
}

export function driftSection({ systemId, drift, mayDecide, form }: DriftAbout, page: Page): Html {
  const { t } = page;
  const heading = html`<h2 class="govuk-heading-m" id="drift">${t('system-watch.drift.heading')}</h2>`;
  if (!drift.canTell) return html`${heading}<p class="govuk-body">${t('system-watch.drift.cannotTell')}</p>`;
  const lists = html`${placeList('gone', drift.gone, page)}${placeList('toDescribe', drift.toDescribe, page)}`;
  const asked = [...drift.toDecide, ...drift.decided];
  if (asked.length === 0) return html`${heading}${lists}${drift.gone.length + drift.toDescribe.length === 0 && html`<p class="govuk-body">${t('system-watch.drift.none')}</p>`}`;
  if (!mayDecide) return html`${heading}${lists}${placeList('toDecide', drift.toDecide, page)}`;
  const decisions = new Map([...drift.alsoRead, ...drift.notPersonal].map((decision) => [decision.place, decision]));
  return html`${heading}${lists}<p class="govuk-body">${t('system-watch.drift.intro')}</p>
    <form method="post" action="/officer/systems/${systemId}/drift" novalidate>${csrfField(page)}
    ${asked.map((place) => question({ place, decision: decisions.get(place.place), ...(form === undefined ? {} : { form }) }, page))}
    ${button({ text: t('system-watch.drift.save'), preventDoubleClick: true })}</form>`;
}

function placeList(key: 'gone' | 'toDescribe' | 'toDecide', places: readonly DriftPlace[], page: Page): Html | false {
  const { t } = page;
  if (places.length === 0) return false;
  return html`<h3 class="govuk-heading-s">${t(`system-watch.drift.${key}`)}</h3>
    <ul class="govuk-list govuk-list--bullet">${places.map(({ place, foundOn }) => html`<li><code>${place}</code>, ${t('system-watch.drift.since', { day: page.day(foundOn) })}</li>`)}</ul>`;
}

interface Question {
  readonly place: DriftPlace;
  readonly decision: DriftDecision | undefined;
  readonly form?: DriftForm;
}

function question({ place: { place, foundOn }, decision, form }: Question, page: Page): Html {
  const { t } = page;
  const isColumn = place.includes('.');
  const names = { answer: `class-${place}`, name: `name-${place}` };
  const decided = decision === undefined ? '' : decision.isPersonal ? 'personal' : 'not-personal';
  const choice = radios({
    name: names.answer,
    idPrefix: names.answer,
    value: form === undefined ? decided : typed(form, names.answer),
    classes: 'govuk-radios--inline govuk-radios--small',
    fieldset: { legend: { html: html`${t(isColumn ? 'system-watch.drift.column' : 'system-watch.drift.table')} <code>${place}</code>`, classes: 'govuk-fieldset__legend--s' } },
    hint: { text: t('system-watch.drift.since', { day: page.day(foundOn) }) },
    items: [
      { value: 'personal', text: t('system-watch.drift.personal') },
      { value: 'not-personal', text: t('system-watch.drift.notPersonal') },
    ],
    ...errorOf(form, names.answer, page),
  });
  const name = input({
    name: names.name,
    id: names.name,
    value: form === undefined ? (decision?.plainName ?? '') : typed(form, names.name),
    label: { html: html`${t('system-watch.drift.name')} <span class="govuk-visually-hidden">${place}</span>` },
    classes: 'govuk-!-width-one-half',
    ...errorOf(form, names.name, page),
  });
  return html`${choice}${isColumn && name}`;
}

function typed({ posted }: DriftForm, name: string): string {
  const value = posted[name];
  return typeof value === 'string' ? value : '';
}

function errorOf(form: DriftForm | undefined, name: string, { t }: Page): { readonly errorMessage?: { readonly text: string } } {
  const key = form?.problems[name];
  return key === undefined ? {} : { errorMessage: { text: t(key) } };
}
