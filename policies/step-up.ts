/** How sure we must be of a person before each act: who they are, how they signed in, and how long ago. */

/** How far an identity has been proved, weakest first. Source: GPG 45 (P0 is unproved, P1 low, P2 medium, P3 high). */
export const identityLadder = ['none', 'unproved', 'low', 'medium', 'high'] as const;
export type IdentityConfidence = (typeof identityLadder)[number];

/** How strong the sign-in was, weakest first. Source: GPG 44; NIST SP 800-63B (AAL1, AAL2, AAL3). */
export const authenticatorLadder = ['none', 'one-factor', 'two-factor', 'phishing-resistant'] as const;
export type AuthenticatorStrength = (typeof authenticatorLadder)[number];

export type Act =
  | 'read-guidance'
  | 'make-request'
  | 'see-what-we-hold'
  | 'see-own-request'
  | 'change-consent'
  | 'stop-consent'
  | 'open-answer'
  | 'read-answer'
  | 'open-sensitive-answer'
  | 'read-sensitive-answer'
  | 'ask-for-someone-else'
  | 'open-protected-answer'
  | 'change-contact'
  | 'replace-factor'
  | 'work-on-case'
  | 'work-on-protected-case'
  | 'reveal-protected-value'
  | 'approve-bundle'
  | 'break-glass'
  | 'remove-protection'
  | 'work-as-councillor';

/** Checks that no sign-in can make; the deed of the act asks for them. */
export type ExtraCheck =
  | 'exit-this-page'
  | 'other-ways-offered'
  | 'account-bound-by-evidence'
  | 'read-back-page'
  | 'second-officer'
  | 'serious-harm-test'
  | 'authority-evidence'
  | 'safe-contact-call-back'
  | 'agreed-word'
  | 'no-attachment'
  | 'locks-downloads'
  | 'ends-other-sessions'
  | 'case-assignment'
  | 'reason'
  | 'tells-safeguarding-lead';

export type Notices = 'none' | 'neutral' | 'safe-contact-only' | 'old-safe-contact';

export interface StepUpRow {
  readonly act: Act;
  /** The rule, for whoever governs it. */
  readonly says: string;
  readonly signedInAs: 'anyone' | 'resident' | 'staff';
  readonly identity: IdentityConfidence;
  readonly authenticator: AuthenticatorStrength;
  /** How old the sign-in may be; null asks for none; 0 asks for a new sign-in each time, made for this act alone. */
  readonly maxAgeMinutes: number | null;
  /** The act for which, on this same object, the sign-in must have been made. */
  readonly boundTo?: Act;
  readonly extra: readonly ExtraCheck[];
  readonly notices: Notices;
}

/** A sign-in made for one act alone must be used within this time. */
export const everyTimeWithinMinutes = 5;

/** Kinds of connected system that nobody is ever shown live, whoever asks. */
export const neverShownLive: readonly string[] = ['social-care', 'safeguarding', 'fraud'];

/** Ways to be sure of a person that no row may count as enough for a release: a partner would pass them. */
export const neverEnoughForRelease: readonly string[] = ['knowledge-question', 'posted-code'];

const hours = 60;

const residentRows: readonly StepUpRow[] = [
  {
    act: 'read-guidance',
    says: 'Anyone may read guidance and the list of purposes, without signing in.',
    signedInAs: 'anyone', identity: 'none', authenticator: 'none', maxAgeMinutes: null,
    extra: ['exit-this-page'], notices: 'none',
  },
  {
    act: 'make-request',
    says: 'Anyone signed in may ask for a copy. The right is statutory, so making a request is never blocked; phone and post remain.',
    signedInAs: 'resident', identity: 'unproved', authenticator: 'one-factor', maxAgeMinutes: 8 * hours,
    extra: ['other-ways-offered'], notices: 'neutral',
  },
  {
    act: 'see-what-we-hold',
    says: 'A person may see what everyday services hold once their account is bound, with evidence, to one data subject. Social care, safeguarding and fraud are never shown live; a protected person is answered by an officer.',
    signedInAs: 'resident', identity: 'low', authenticator: 'two-factor', maxAgeMinutes: 30,
    extra: ['account-bound-by-evidence'], notices: 'none',
  },
  {
    act: 'see-own-request',
    says: 'The account that made a request may follow it.',
    signedInAs: 'resident', identity: 'unproved', authenticator: 'two-factor', maxAgeMinutes: 30,
    extra: [], notices: 'none',
  },
  {
    act: 'change-consent',
    says: 'Agreeing to a purpose that shares personal records needs a known person and a second factor.',
    signedInAs: 'resident', identity: 'low', authenticator: 'two-factor', maxAgeMinutes: 30,
    extra: ['read-back-page'], notices: 'neutral',
  },
  {
    act: 'stop-consent',
    says: 'Stopping is as easy as starting: any sign-in of today is enough.',
    signedInAs: 'resident', identity: 'unproved', authenticator: 'one-factor', maxAgeMinutes: 8 * hours,
    extra: [], notices: 'neutral',
  },
  {
    act: 'open-answer',
    says: 'An ordinary answer opens after a new sign-in made for that answer, by a person whose identity was proved or checked by an officer.',
    signedInAs: 'resident', identity: 'medium', authenticator: 'two-factor', maxAgeMinutes: 5, boundTo: 'open-answer',
    extra: ['no-attachment'], notices: 'neutral',
  },
  {
    act: 'read-answer',
    says: 'Once opened, the same answer can be read and downloaded while the person stays.',
    signedInAs: 'resident', identity: 'medium', authenticator: 'two-factor', maxAgeMinutes: 8 * hours, boundTo: 'open-answer',
    extra: [], notices: 'none',
  },
  {
    act: 'open-sensitive-answer',
    says: 'An answer with social care or other special category data opens likewise, after a second officer has released it and the serious harm test is recorded.',
    signedInAs: 'resident', identity: 'medium', authenticator: 'two-factor', maxAgeMinutes: 5, boundTo: 'open-sensitive-answer',
    extra: ['second-officer', 'serious-harm-test', 'no-attachment', 'other-ways-offered'], notices: 'safe-contact-only',
  },
  {
    act: 'read-sensitive-answer',
    says: 'Once opened, the same sensitive answer can be read and downloaded while the person stays.',
    signedInAs: 'resident', identity: 'medium', authenticator: 'two-factor', maxAgeMinutes: 8 * hours, boundTo: 'open-sensitive-answer',
    extra: [], notices: 'none',
  },
  {
    act: 'ask-for-someone-else',
    says: 'Asking for another person needs a proved identity and evidence of authority; an officer decides.',
    signedInAs: 'resident', identity: 'medium', authenticator: 'two-factor', maxAgeMinutes: 5,
    extra: ['authority-evidence', 'second-officer', 'other-ways-offered'], notices: 'safe-contact-only',
  },
  {
    act: 'open-protected-answer',
    says: 'A protected person chooses how we make sure; online it takes a passkey and a new sign-in each time, beside a call-back. No photo ID, smartphone or travel is demanded, and two officers act.',
    signedInAs: 'resident', identity: 'medium', authenticator: 'phishing-resistant', maxAgeMinutes: 0, boundTo: 'open-protected-answer',
    extra: ['safe-contact-call-back', 'agreed-word', 'second-officer', 'other-ways-offered'], notices: 'safe-contact-only',
  },
  {
    act: 'change-contact',
    says: 'Changing how we reach someone needs a new sign-in; the old safe contact is told, and downloads are locked for a while.',
    signedInAs: 'resident', identity: 'unproved', authenticator: 'two-factor', maxAgeMinutes: 0, boundTo: 'change-contact',
    extra: ['locks-downloads'], notices: 'old-safe-contact',
  },
  {
    act: 'replace-factor',
    says: 'Replacing a lost way to sign in takes the same proof as getting it did.',
    signedInAs: 'resident', identity: 'medium', authenticator: 'one-factor', maxAgeMinutes: 0, boundTo: 'replace-factor',
    extra: ['ends-other-sessions', 'locks-downloads', 'other-ways-offered'], notices: 'safe-contact-only',
  },
];

const staffRows: readonly StepUpRow[] = [
  {
    act: 'work-on-case',
    says: 'An officer works on assigned cases after a two-factor sign-in at the council.',
    signedInAs: 'staff', identity: 'unproved', authenticator: 'two-factor', maxAgeMinutes: 8 * hours,
    extra: ['case-assignment'], notices: 'none',
  },
  {
    act: 'work-on-protected-case',
    says: 'A protected case asks for a passkey or card, a recent sign-in and a reason.',
    signedInAs: 'staff', identity: 'unproved', authenticator: 'phishing-resistant', maxAgeMinutes: 15,
    extra: ['case-assignment', 'reason', 'tells-safeguarding-lead'], notices: 'none',
  },
  {
    act: 'reveal-protected-value',
    says: 'Revealing one protected value is an act of its own, with a reason, and the safeguarding lead is told.',
    signedInAs: 'staff', identity: 'unproved', authenticator: 'phishing-resistant', maxAgeMinutes: 15,
    extra: ['reason', 'tells-safeguarding-lead'], notices: 'none',
  },
  {
    act: 'approve-bundle',
    says: 'Approving the files of a bundle takes a new, phishing-resistant sign-in made for that bundle, by an officer who did not prepare it.',
    signedInAs: 'staff', identity: 'unproved', authenticator: 'phishing-resistant', maxAgeMinutes: 5, boundTo: 'approve-bundle',
    extra: ['second-officer'], notices: 'none',
  },
  {
    act: 'break-glass',
    says: 'Opening a case in an emergency takes a new sign-in for that case, a reason and a second person; it never allows a release.',
    signedInAs: 'staff', identity: 'unproved', authenticator: 'phishing-resistant', maxAgeMinutes: 5, boundTo: 'break-glass',
    extra: ['second-officer', 'reason', 'tells-safeguarding-lead'], notices: 'none',
  },
  {
    act: 'remove-protection',
    says: 'Taking a protection flag away takes two people and a new sign-in for that person’s record.',
    signedInAs: 'staff', identity: 'unproved', authenticator: 'phishing-resistant', maxAgeMinutes: 5, boundTo: 'remove-protection',
    extra: ['second-officer', 'reason'], notices: 'none',
  },
  {
    act: 'work-as-councillor',
    says: 'A councillor reads guidance and figures after a two-factor sign-in at the council.',
    signedInAs: 'staff', identity: 'unproved', authenticator: 'two-factor', maxAgeMinutes: 8 * hours,
    extra: [], notices: 'none',
  },
];

export const stepUpTable: readonly StepUpRow[] = [...residentRows, ...staffRows];

const acts: ReadonlySet<string> = new Set(stepUpTable.map((row) => row.act));

export function isAct(word: string): word is Act {
  return acts.has(word);
}
