/** Asks whether a person sees a case, or a request, by a function: residents' statements no longer carry the officers' whole rule. */

import type { Knex } from 'knex';

/*
 * A policy is written into every statement on its table, and the policies of the tables it asks into that, and so on: a resident's tracker
 * took 18 ms to plan and most of a millisecond to begin, for rules of officers that it never came to ask. A function is planned once a
 * session, and begun only when it is asked. It runs with the rights of whoever asks, so that the same walls stand within it.
 * Tables of casework alone keep the rule in full: officers read thousands of their rows at once.
 */
const functions = `
  create function sees_case(wanted text) returns boolean language plpgsql stable parallel safe as
    $$ begin return exists (select from public.cases c where c.id = wanted); end $$;
  create function sees_request(wanted text) returns boolean language plpgsql stable parallel safe as
    $$ begin return exists (select from public.requests r where r.id = wanted); end $$;
  create function binds_now(account text, subject text) returns boolean language plpgsql stable parallel safe as
    $$ begin return exists (select from public.bindings b where b.account_id = account and b.data_subject_id = subject
         and b.ended_at is null and b.xmin = pg_current_xact_id_if_assigned()::xid); end $$;`;

const ofAnswer = (answer: string): string => `(actor_kind() = 'resident' and exists (select from disclosures d where d.answer_id = ${answer}
  and d.account_id = actor_account() and d.recalled_at is null and d.closes_at > now()))`;
const ofRequest = `(actor_kind() = 'resident' and account_id = actor_account()) or (actor_kind() = 'staff' and sees_case(case_id))
  or (actor_kind() = 'worker' and case_id = actor_case())`;
const ofMessage = "account_id = actor_account() or actor_kind() = 'worker' or (actor_kind() = 'staff' and sees_case(case_id))";
const ofResident = "(actor_kind() = 'resident' and account_id = actor_account())";
const byOfficers = "(actor_kind() <> 'resident' and sees_case(case_id))";

interface Wall {
  readonly policy: string;
  readonly table: string;
  readonly whoseRows: string;
  readonly mayWrite?: string;
}

const walls: readonly Wall[] = [
  { policy: 'requests_rows', table: 'requests', whoseRows: ofRequest, mayWrite: ofRequest },
  { policy: 'requests_just_adopted', table: 'requests', whoseRows: "actor_kind() = 'sign-in' and binds_now(account_id, data_subject_id)" },
  { policy: 'due_days_rows', table: 'due_days', whoseRows: 'sees_request(request_id)', mayWrite: 'sees_request(request_id)' },
  { policy: 'clock_events_rows', table: 'clock_events', whoseRows: 'sees_request(request_id)', mayWrite: 'sees_request(request_id)' },
  { policy: 'messages_rows', table: 'messages', whoseRows: ofMessage, mayWrite: ofMessage },
  { policy: 'disclosures_rows', table: 'disclosures', whoseRows: `${ofResident} or ${byOfficers}`, mayWrite: byOfficers },
  { policy: 'challenges_rows', table: 'challenges', whoseRows: `${ofResident} or ${byOfficers}`, mayWrite: `${ofResident} or ${byOfficers}` },
  { policy: 'answers_rows', table: 'answers', whoseRows: `${ofAnswer('answers.id')} or ${byOfficers}`, mayWrite: byOfficers },
  { policy: 'answer_files_rows', table: 'answer_files', whoseRows: `${ofAnswer('answer_files.answer_id')} or ${byOfficers}`, mayWrite: byOfficers },
];

export async function up(knex: Knex): Promise<void> {
  await knex.schema.raw(functions);
  for (const { policy, table, whoseRows, mayWrite } of walls) {
    const written = mayWrite === undefined ? '' : ` with check (${mayWrite})`;
    await knex.schema.raw(`alter policy ${policy} on ${table} using (${whoseRows})${written}`);
  }
}

export async function down(): Promise<void> {
  await Promise.reject(new Error('the longer walls are not built again: reset the database instead'));
}
