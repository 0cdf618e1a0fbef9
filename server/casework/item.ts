/** What can be said of a collected item, whoever looks at it. */

/** `collected` until a machine has read it; `unread by machine` needs a person; `refused` is kept as it came and never opened. */
export type ItemState = 'collected' | 'read' | 'unread by machine' | 'refused';
