/** The closed sets of words that every policy is written in: who acts, what they do, and to what. */

/** One policy file each. One person may hold several, never both sides of one decision. */
export const roles = [
  'resident',
  'representative',
  'preparer',
  'approver',
  'safeguarding-lead',
  'ig-manager',
  'service-contact',
  'councillor',
  'assisting-officer',
  'connected-system',
] as const;

export type Role = (typeof roles)[number];

/** Roles given by the council's own sign-in. */
export const staffRoles = [
  'preparer',
  'approver',
  'safeguarding-lead',
  'ig-manager',
  'councillor',
  'assisting-officer',
] as const satisfies readonly Role[];

export type StaffRole = (typeof staffRoles)[number];

export const actions = [
  // seeing
  'list',
  'view',
  'search',
  'preview',
  'read',
  'download',
  // asking
  'draft',
  'file',
  'message',
  'retry',
  'prove',
  // answering
  'record',
  'take',
  'collect',
  'decide',
  'mark',
  'submit',
  'approve',
  'return',
  'release',
  // consent
  'answer',
  'withdraw',
  'check',
  // guidance
  'confirm',
  // the record itself
  'verify',
  'change',
] as const;

export type Action = (typeof actions)[number];

export const things = [
  'Account',
  'AuditLog',
  'Bundle',
  'Case',
  'Choices',
  'Clearance',
  'ConnectedSystem',
  'Consent',
  'ConsentCheck',
  'DataRequest',
  'DataSubject',
  'Disclosure',
  'Guidance',
  'GuidanceConfirmation',
  'Holding',
  'Item',
  'Match',
  'Notice',
  'Purpose',
  'Queue',
  'Receipt',
  'RedactionMark',
  'Rehearsal',
  'Request',
  'RequestDraft',
  'SafeContact',
  'Suggestion',
  'UsageEntry',
] as const;

export type Thing = (typeof things)[number];

export function isRole(word: string): word is Role {
  return (roles as readonly string[]).includes(word);
}

export function isStaffRole(word: string): word is StaffRole {
  return (staffRoles as readonly string[]).includes(word);
}
