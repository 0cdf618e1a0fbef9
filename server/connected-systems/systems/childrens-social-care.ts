/** What the folder of children's social care documents is, in words a resident can read. */
import type { SystemDescription } from '../connector.ts';

const recipients = ['Health services', 'Schools', 'The police', 'The family court'];
const retention = '75 years from the birth of a child who was looked after; otherwise 25 years after the case is closed';
const lawfulBasis = 'Public task: Children Act 1989, Parts III to V';

function documents([key, plainName]: readonly [key: string, plainName: string], whyHeld: string, source: string) {
  return { key, plainName, whyHeld, lawfulBasis, source, recipients, retention };
}

export const childrensSocialCare: SystemDescription = {
  key: 'childrens-social-care',
  kind: 'social-care',
  plainName: 'Children’s social care records',
  service: 'Children’s services',
  ownerTeam: 'Children’s Records',
  whyHeld: 'To keep children safe and to account for the decisions made about them.',
  lawfulBasis,
  source: 'Social workers, families, schools, health services, the police and members of the public',
  recipients,
  retention,
  sensitivity: 'highly sensitive',
  isShownLive: false,
  collections: [
    documents(['chronologies', 'Chronologies'], 'To keep the main events of a case in order.', 'Social workers'),
    documents(['case-notes', 'Case notes'], 'To record each visit and call.', 'Social workers'),
    documents(['letters', 'Letters'], 'To keep what was written to and by the family.', 'Social workers and families'),
    documents(['minutes', 'Minutes of meetings'], 'To record who decided what, and why.', 'The minute taker'),
    documents(['e-mails', 'E-mails'], 'To keep what professionals told each other.', 'Staff and partner organisations'),
    documents(['assessments', 'Assessments and plans'], 'To decide what help a child needed.', 'Social workers'),
    documents(['scans', 'Scanned papers'], 'To keep papers from before the case was electronic.', 'Paper files'),
  ],
};
