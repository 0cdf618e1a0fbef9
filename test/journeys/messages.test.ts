/** What the council writes to a resident stands on the page of the request it is about, whichever deed wrote it. */

import { expect } from 'chai';
import { writeTo } from '../../server/correspondence/write-to.ts';
import { recordedChange } from '../../server/platform/recorded-change.ts';
import { beginDraft, readDraft } from '../../server/requests/drafts.ts';
import { emptyAnswers } from '../../server/requests/draft.ts';
import { fileRequest } from '../../server/requests/file-request.ts';
import { residentRequestRoutes } from '../../server/requests/resident-routes.ts';
import { behindTheCurtain } from '../support/casework.ts';
import { startSignedInPortal, type PersonSignedIn, type SignedInPortal } from '../support/signed-in-portal.ts';

describe('a message to a resident', () => {
  let portal: SignedInPortal;
  let ann: PersonSignedIn;
  let requestId: string;
  let caseId: string;

  before(async () => {
    portal = await startSignedInPortal({ routes: residentRequestRoutes({ systems: [] }) });
    ann = await portal.resident();
    const draft = await readDraft(portal.tools, ann.actor, await beginDraft(portal.tools, ann.actor, { ...emptyAnswers, scope: 'everything', dates: 'all' }));
    if (draft === null) throw new Error('the draft was not kept');
    requestId = await fileRequest(portal.tools, ann.actor, draft);
    const entries = await behindTheCurtain<{ case_id: string }>(portal, '', { sql: "select case_id from audit.entries where action = 'request.file' and about_id = $1", values: [requestId] });
    caseId = entries[0]?.case_id ?? '';
  });
  after(() => portal.close());

  it('that was written about the case alone is shown with its request', async () => {
    await recordedChange(portal.tools.database, { actor: ann.actor, action: 'challenge.ask', about: { type: 'Challenge', id: 'one' }, caseId }, (change) =>
      writeTo(portal.tools, change, { accountId: ann.accountId, requestId: null, caseId, kind: 'challenge-received', body: { values: { date: '2026-12-14' }, words: '' } }),
    );
    expect((await ann.get(`/requests/${requestId}`)).text).to.match(/A different officer will look at it\. We will tell you by [^.]*14 December 2026\./);
  });
});
