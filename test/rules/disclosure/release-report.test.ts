/** The report of a blocked release leads the officer to every place that can be mended. */

import { expect } from 'chai';
import { releaseReportPage, type FailedPlace } from '../../../client/views/disclosure/release-report.ts';
import { aPage } from '../../support/a-page.ts';

const place = (overrides: Partial<FailedPlace> = {}): FailedPlace => ({ itemNumber: 66, fileName: 'document-066.pdf', page: 3, where: 'the picture of the page', openAt: { itemId: 'the-item', page: 3 }, markId: null, ...overrides });

function reportOf(places: readonly FailedPlace[]): string {
  return releaseReportPage({ caseId: 'the-case', reference: 'WS6A-9VMM-SF', ownerName: null, release: { state: 'blocked', checks: [{ check: 'pictures', isDone: true, places }], endedAt: new Date() } }, aPage({ area: 'officer', isSignedIn: true })).toString();
}

describe('the report of a blocked release', () => {
  it('links each place to its page in the workbench', () => {
    expect(reportOf([place()])).to.include('href="/officer/cases/the-case/redaction/items/the-item/pages/3"');
  });

  it('says how a place is mended', () => {
    expect(reportOf([place()])).to.include('draw an area over them or over the whole page');
  });

  it('offers no mending where no item is to blame', () => {
    expect(reportOf([place({ itemNumber: null, openAt: null })])).to.not.include('draw an area');
  });

  it('gathers the places of the same words, and leads to hiding all of them', () => {
    const report = reportOf([place({ markId: 'the-mark' }), place({ markId: 'the-mark', page: 4 }), place({ markId: 'the-mark', page: 5 })]);
    expect(report).to.include('The same words are at 2 more places.').and.include('href="/officer/cases/the-case/redaction/proposals/the-mark"');
  });

  it('lists fifty places, and counts the rest', () => {
    expect(reportOf(Array.from({ length: 52 }, () => place()))).to.include('and 2 more places');
  });
});
