/** Is this the same person: what agreed and what differed in words, beside what the system shows, masked. */

import type { Match } from '../../../server/casework/match.ts';
import { button } from '../../components/button.ts';
import { csrfField } from '../../components/csrf-field.ts';
import { html, type Html } from '../../components/html.ts';
import { radios } from '../../components/radios.ts';
import type { Page } from '../page.ts';
import { wideTable } from '../wide-table.ts';
import { caseAddress, caseFrame } from './case-frame.ts';

export interface MatchModel {
  readonly match: Match;
  readonly ownerName: string | null;
  readonly systemName: string;
  readonly mayDecide: boolean;
  /** What the request gives, masked in the same way as the system's own fields. */
  readonly ours: { readonly name: string; readonly dateOfBirth: string; readonly address: string };
  readonly problem?: string;
}

const answers = ['same', 'not-same', 'cannot-tell'] as const;
const answerOf = { certain: 'same', rejected: 'not-same', probable: '' } as const;

export function matchPage(model: MatchModel, page: Page): Html {
  const { t } = page;
  const { match } = model;
  const body = html`<p class="govuk-body">${t('casework.match.intro', { system: model.systemName })}</p>${fieldsTable(model, page)}${model.mayDecide ? decideForm(model, page) : html`<p class="govuk-body">${t('casework.acts.owners')}</p>`}`;
  const errors = model.problem === undefined ? [] : [{ text: t(model.problem), href: '#answer' }];
  return caseFrame(page, { found: match.found, ownerName: model.ownerName, tab: 'collect', heading: t('casework.match.heading'), backLink: `${caseAddress(match.found.id)}/collect`, errors, body });
}

function fieldsTable({ match, ours, systemName }: MatchModel, page: Page): Html {
  const { t } = page;
  const { candidate } = match;
  const row = (label: string, [mine, theirs]: readonly [string, string], facts: readonly string[]) => [{ text: t(`casework.match.fields.${label}`) }, { text: mine }, { text: theirs }, { text: agreement(match, facts, page) }];
  const numbers = ['person number', 'national insurance number', 'NHS number'];
  return wideTable({
    caption: t('casework.match.caption'),
    captionClasses: 'govuk-visually-hidden',
    firstCellIsHeader: true,
    head: [{ text: t('casework.match.field') }, { text: t('casework.match.request') }, { text: systemName }, { text: t('casework.match.compared') }],
    rows: [
      row('name', [ours.name, candidate.maskedName], ['name', 'former name']),
      row('dateOfBirth', [ours.dateOfBirth, candidate.maskedDateOfBirth], ['date of birth', 'day and month swapped']),
      row('address', [ours.address, candidate.maskedAddress], ['present address', 'former address']),
      row('numbers', [t('casework.match.hidden'), t('casework.match.hidden')], numbers),
    ],
  });
}

function agreement({ candidate }: Match, facts: readonly string[], page: Page): string {
  const { t } = page;
  const named = (fact: string): string => t(`casework.match.facts.${fact.toLowerCase().replaceAll(' ', '-')}`);
  const agreed = candidate.agreed.filter((fact) => facts.includes(fact)).map((fact) => t('casework.match.agrees', { fact: named(fact) }));
  const differed = candidate.differed.filter((fact) => facts.includes(fact)).map((fact) => t('casework.match.differs', { fact: named(fact) }));
  const said = [...agreed, ...differed];
  return said.length === 0 ? t('casework.match.notCompared') : said.join('. ');
}

function decideForm({ match, problem }: MatchModel, page: Page): Html {
  const { t } = page;
  const question = radios({
    name: 'answer',
    fieldset: { legend: { text: t('casework.match.question'), classes: 'govuk-fieldset__legend--m' } },
    hint: { text: t('casework.match.undo') },
    value: answerOf[match.state],
    items: answers.map((answer) => ({ value: answer, text: t(`casework.match.answers.${answer}`) })),
    ...(problem === undefined ? {} : { errorMessage: { text: t(problem) } }),
  });
  const state = html`<input type="hidden" name="state" value="${match.state}">`;
  return html`<form method="post" action="${caseAddress(match.found.id)}/matches/${match.id}">${csrfField(page)}${state}${question}${button({ text: t('casework.match.save'), preventDoubleClick: true })}</form>`;
}
