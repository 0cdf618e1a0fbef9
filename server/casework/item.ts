/** What can be said of a collected item, whoever looks at it. */

/** `in quarantine` until it was looked over, and for ever where something was found; `collected` until a machine has read it; `unread by machine` needs a person; `refused` is kept as it came and never opened. */
export type ItemState = 'in quarantine' | 'collected' | 'read' | 'unread by machine' | 'refused';

/** How the copy was made that an officer reviews in place of the original; `not-installed` and `failed` leave its plain words. */
export type ReviewNote = 'converted' | 'not-installed' | 'failed';
