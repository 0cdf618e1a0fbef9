/** Reads the question of how to contact somebody safely. */

import type { SafeContact } from '../correspondence/message.ts';
import { textOf, type Posted } from '../platform/forms.ts';

export type ContactReading =
  | { readonly contact: SafeContact; readonly problems: null }
  | { readonly contact: null; readonly problems: Readonly<Record<string, string>> };

const channels = ['portal', 'email', 'phone', 'post'] as const;
const hoursOffered = ['any', 'morning', 'afternoon', 'evening'] as const;

const looksRight: Readonly<Record<'email' | 'phone' | 'post', (value: string) => boolean>> = {
  email: (value) => value.length <= 254 && /^[^\s@<>,;:"()]{1,64}@[^\s@<>,;:"()]+\.[^\s@<>,;:"()]+$/.test(value),
  phone: (value) => /^\+?[\d\s()-]{9,24}$/.test(value),
  post: (value) => value.length >= 8 && value.length <= 500,
};

export function readContact(posted: Posted): ContactReading {
  const problems: Record<string, string> = {};
  const channel = channels.find((each) => each === textOf(posted, 'channel'));
  const hours = hoursOffered.find((each) => each === textOf(posted, 'hours'));
  const voicemail = textOf(posted, 'voicemail');
  if (channel === undefined) problems['channel'] = 'account.contact.problems.channel';
  const value = channel === undefined || channel === 'portal' ? '' : textOf(posted, channel).trim();
  if (channel !== undefined && channel !== 'portal' && !looksRight[channel](value)) problems[channel] = `account.contact.problems.${channel}`;
  if (hours === undefined) problems['hours'] = 'account.contact.problems.hours';
  if (voicemail !== 'yes' && voicemail !== 'no') problems['voicemail'] = 'account.contact.problems.voicemail';
  if (channel === undefined || hours === undefined || Object.keys(problems).length > 0) return { contact: null, problems };
  return { contact: { channel, value, hours, mayLeaveVoicemail: voicemail === 'yes' }, problems: null };
}

/** What was typed, to show again with its problems. */
export function typedContact(posted: Posted): Readonly<Record<string, string>> {
  return Object.fromEntries(['channel', 'email', 'phone', 'post', 'hours', 'voicemail'].map((name) => [name, textOf(posted, name)]));
}
