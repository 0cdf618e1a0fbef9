/** The words of every letter to a service: reference, service, day and link, and nothing about anybody. */

import type { ConnectedSystem } from '../connected-systems/connector.ts';
import { linkMark, type Addressee, type ServiceLetterKind } from '../correspondence/service-letter.ts';
import { writeToService } from '../correspondence/write-to.ts';
import { civilDay } from '../platform/clock.ts';
import type { Tools } from '../platform/house.ts';
import type { Change } from '../platform/recorded-change.ts';
import { dayWords, translatorFor } from '../platform/words.ts';
import type { DataRequest } from './data-request.ts';
import { linkExpiry } from './reply-link.ts';

export interface LetterAsked {
  readonly kind: ServiceLetterKind;
  readonly sentTo: Addressee;
  readonly dataRequest: Pick<DataRequest, 'id' | 'caseId' | 'reference' | 'dueOn'>;
  readonly system: ConnectedSystem;
}

/** Part of the change that gives the reason. @throws Error for a system that a machine reads. */
export async function writeAbout(tools: Pick<Tools, 'config' | 'keys' | 'clock'>, change: Change, asked: LetterAsked): Promise<void> {
  const { kind, sentTo, dataRequest, system } = asked;
  if (system.answeredBy === undefined) throw new Error('nobody answers for this system by hand');
  const addressee = sentTo === 'contact' ? system.answeredBy : system.answeredBy.escalation;
  await writeToService(tools, change, {
    caseId: dataRequest.caseId,
    aboutId: dataRequest.id,
    kind,
    sentTo,
    to: addressee.email,
    name: addressee.name,
    ...wordsOf(tools, asked),
  });
}

function wordsOf({ config, clock }: Pick<Tools, 'config' | 'clock'>, { kind, dataRequest, system }: LetterAsked): { readonly subject: string; readonly text: string } {
  const t = translatorFor('en');
  const day = dayWords('en');
  const { plainName } = system.describe();
  const values = {
    council: config.council.name,
    phone: config.council.phone,
    hours: config.council.hours,
    system: plainName,
    contact: system.answeredBy?.name ?? '',
    reference: dataRequest.reference,
    due: day(dataRequest.dueOn),
    until: day(civilDay(linkExpiry(clock.now()))),
    link: linkMark,
  };
  const paragraphs = [t(`data-requests.letters.${kind}`, values), ...['open', 'answers', 'once', 'about'].map((part) => t(`data-requests.letters.${part}`, values))];
  return { subject: t('data-requests.letters.subject', values), text: paragraphs.join('\n\n') };
}
