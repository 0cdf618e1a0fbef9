/** The people of a case, kept apart: who asked, who it is about, who gets the answer. */

import type { Case } from '../../../server/casework/case.ts';
import { html, type Html } from '../../components/html.ts';
import { summaryList } from '../../components/summary-list.ts';
import type { Page } from '../page.ts';
import { caseFrame } from './case-frame.ts';

export interface PeopleModel {
  readonly found: Case;
  readonly ownerName: string | null;
  /** Null when this reader may not see who the person is. */
  readonly subject: { readonly names: readonly string[]; readonly bornOn: string; readonly addresses: readonly string[]; readonly numbers: readonly string[] } | null;
}

export function peoplePage({ found, ownerName, subject }: PeopleModel, page: Page): Html {
  const { t } = page;
  const row = (key: string, value: string) => ({ key: { text: t(`casework.people.${key}`) }, value: { text: value } });
  const list = (values: readonly string[]): string => (values.length === 0 ? t('casework.people.none') : values.join('; '));
  const subjectRows =
    subject === null
      ? [row('name', t('casework.people.notShown'))]
      : [row('name', list(subject.names.slice(0, 1))), row('formerNames', list(subject.names.slice(1))), row('born', page.day(subject.bornOn)), row('addresses', list(subject.addresses)), row('numbers', list(subject.numbers))];
  const asked = found.requesterAccountId === '' ? t('casework.people.notByAccount') : t('casework.people.byAccount');
  const body = html`<h2 class="govuk-heading-m">${t('casework.people.requester')}</h2>${summaryList({ rows: [row('who', t('casework.people.oneself')), row('asked', asked)] })}<h2 class="govuk-heading-m">${t('casework.people.subject')}</h2>${summaryList({ rows: subjectRows })}<h2 class="govuk-heading-m">${t('casework.people.recipient')}</h2>${summaryList({ rows: [row('who', t('casework.people.oneself')), row('way', t('casework.people.portal'))] })}`;
  return caseFrame(page, { found, ownerName, tab: 'people', body });
}
