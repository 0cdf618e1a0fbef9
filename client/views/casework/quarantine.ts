/** What an officer is told of an item's look-over, and what to do about one that stays in quarantine. */

import type { ReviewNote } from '../../../server/casework/item.ts';
import { heldBecause, mayLeaveOut, type ItemCheck } from '../../../server/casework/quarantine.ts';
import { button } from '../../components/button.ts';
import { csrfField } from '../../components/csrf-field.ts';
import { html, type Html } from '../../components/html.ts';
import { textarea } from '../../components/textarea.ts';
import type { Page } from '../page.ts';
import { caseAddress } from './case-frame.ts';

export interface LookedOver {
  /** Null for a record, which we make ourselves. */
  readonly check: ItemCheck | null;
  readonly mediaType: string;
  readonly review: ReviewNote | null;
}

/** The words of its state, where quarantine has one. */
export function quarantineState({ check }: Pick<LookedOver, 'check'>, page: Page): string | null {
  const held = check === null ? null : heldBecause(check);
  if (check === null || held === null) return null;
  return page.t(`quarantine.state.${check.leftOutBecause === null ? held : 'left-out'}`);
}

export function lookedOverNotes({ check, mediaType, review }: LookedOver, { t }: Page): readonly string[] {
  const found = check?.foundType ?? null;
  const notes = [
    check?.scan === 'not scanned' && t('quarantine.note.not-scanned'),
    check?.isOtherType === true && (found === null ? t('quarantine.note.other-type-unknown', { said: mediaType }) : t('quarantine.note.other-type', { said: mediaType, found })),
    review !== null && t(`quarantine.note.review-${review}`),
  ];
  return notes.filter((note) => note !== false);
}

export interface LeavingOut {
  readonly because: string;
  /** A key of the locales. */
  readonly problem: string;
}

export interface QuarantineModel {
  readonly caseId: string;
  readonly itemId: string;
  readonly check: ItemCheck | null;
  readonly mayAct: boolean;
  readonly leaving?: LeavingOut;
}

/** Why it is locked and what to do; nothing for an item that was let out. */
export function quarantineSection({ caseId, itemId, check, mayAct, leaving }: QuarantineModel, page: Page): Html | false {
  const held = check === null ? null : heldBecause(check);
  if (check === null || held === null) return false;
  const { t } = page;
  const todo = (held !== 'waiting' || check.isOverdue) && html`<p class="govuk-body">${t(`quarantine.todo.${held}`)}</p>`;
  const left = check.leftOutBecause !== null && html`<p class="govuk-body">${t('quarantine.leftOut', { because: check.leftOutBecause })}</p>`;
  const form = mayAct && mayLeaveOut(check) && html`<form method="post" action="${caseAddress(caseId)}/items/${itemId}/leave-out" novalidate>${csrfField(page)}${textarea({
    id: 'because',
    name: 'because',
    rows: 3,
    label: { text: t('quarantine.because') },
    value: leaving?.because ?? '',
    ...(leaving === undefined ? {} : { errorMessage: { text: t(leaving.problem) } }),
  })}${button({ text: t('quarantine.leaveOut'), classes: 'govuk-button--warning', preventDoubleClick: true })}</form>`;
  return html`<h2 class="govuk-heading-m">${t('quarantine.heading')}</h2><p class="govuk-body"><strong>${t(`quarantine.why.${held}`)}</strong></p>${left === false ? todo : false}${left}${form}`;
}
