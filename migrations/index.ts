/** Every migration in its order, named without extension so that built and source runs agree. */

import type { Knex } from 'knex';
import * as actorsAndSessions from './0001-actors-and-sessions.ts';
import * as auditLog from './0002-audit-log.ts';
import * as people from './0003-people.ts';
import * as requestsAndCases from './0004-requests-and-cases.ts';
import * as collectedItems from './0005-collected-items.ts';
import * as messagesAndJobs from './0006-messages-and-jobs.ts';
import * as consent from './0007-consent.ts';
import * as guidance from './0008-guidance.ts';
import * as answers from './0009-answers.ts';
import * as officersSeePeople from './0010-officers-see-the-people-of-their-cases.ts';
import * as bundleContents from './0011-bundle-contents.ts';
import * as proofByStaff from './0012-proof-recorded-by-staff.ts';
import * as bindingAdoptsRequests from './0014-binding-adopts-requests.ts';
import * as narrowerWalls from './0015-narrower-walls.ts';
import * as shredding from './0016-shredding.ts';
import * as returnedCases from './0017-returned-cases.ts';
import * as adoptedRequests from './0018-adopted-requests.ts';
import * as messagesOfRequest from './0019-messages-of-a-request.ts';
import * as shorterWalls from './0020-shorter-walls.ts';
import * as bindingSeesOneAccount from './0021-binding-sees-one-account.ts';
import * as protectingRestricts from './0022-protecting-restricts.ts';
import * as sealedIdTokens from './0023-sealed-id-tokens.ts';
import * as sweeping from './0024-sweeping.ts';
import * as plannedEntries from './0025-planned-entries.ts';
import * as restrictingAlone from './0026-restricting-alone.ts';
import * as systemWatch from './0027-system-watch.ts';
import * as proofOfTheSearch from './0028-proof-of-the-search.ts';
import * as dataRequests from './0029-data-requests.ts';
import * as matching from './0031-matching.ts';
import * as quarantine from './0032-quarantine.ts';
import * as numbersOfAPerson from './0036-numbers-of-a-person.ts';
import * as searchTerms from './0033-search-terms.ts';
import * as tooLargeToScan from './0034-too-large-to-scan.ts';
import * as settledReplies from './0035-settled-replies.ts';
import * as systemsAsResidentsMeetThem from './0037-systems-as-residents-meet-them.ts';
import * as whatWeHold from './0030-what-we-hold.ts';

export interface Migration {
  readonly name: string;
  readonly up: (knex: Knex) => Promise<void>;
  readonly down: (knex: Knex) => Promise<void>;
}

export const migrations: readonly Migration[] = [
  { name: '0001-actors-and-sessions', ...actorsAndSessions },
  { name: '0002-audit-log', ...auditLog },
  { name: '0003-people', ...people },
  { name: '0004-requests-and-cases', ...requestsAndCases },
  { name: '0005-collected-items', ...collectedItems },
  { name: '0006-messages-and-jobs', ...messagesAndJobs },
  { name: '0007-consent', ...consent },
  { name: '0008-guidance', ...guidance },
  { name: '0009-answers', ...answers },
  { name: '0010-officers-see-the-people-of-their-cases', ...officersSeePeople },
  { name: '0011-bundle-contents', ...bundleContents },
  { name: '0012-proof-recorded-by-staff', ...proofByStaff },
  { name: '0014-binding-adopts-requests', ...bindingAdoptsRequests },
  { name: '0015-narrower-walls', ...narrowerWalls },
  { name: '0016-shredding', ...shredding },
  { name: '0017-returned-cases', ...returnedCases },
  { name: '0018-adopted-requests', ...adoptedRequests },
  { name: '0019-messages-of-a-request', ...messagesOfRequest },
  { name: '0020-shorter-walls', ...shorterWalls },
  { name: '0021-binding-sees-one-account', ...bindingSeesOneAccount },
  { name: '0022-protecting-restricts', ...protectingRestricts },
  { name: '0023-sealed-id-tokens', ...sealedIdTokens },
  { name: '0024-sweeping', ...sweeping },
  { name: '0025-planned-entries', ...plannedEntries },
  { name: '0026-restricting-alone', ...restrictingAlone },
  { name: '0027-system-watch', ...systemWatch },
  { name: '0028-proof-of-the-search', ...proofOfTheSearch },
  { name: '0029-data-requests', ...dataRequests },
  { name: '0030-what-we-hold', ...whatWeHold },
  { name: '0031-matching', ...matching },
  { name: '0032-quarantine', ...quarantine },
  { name: '0033-search-terms', ...searchTerms },
  { name: '0034-too-large-to-scan', ...tooLargeToScan },
  { name: '0035-settled-replies', ...settledReplies },
  { name: '0036-numbers-of-a-person', ...numbersOfAPerson },
  { name: '0037-systems-as-residents-meet-them', ...systemsAsResidentsMeetThem },
];
