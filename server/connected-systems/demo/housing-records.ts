/** What the invented council's housing system holds about the cast. */
import type { PersonNamed } from '../connector.ts';
import { cast } from './people.ts';
import { plantedPerson } from './planted-person.ts';
import type { CastMember } from './cast-member.ts';

export interface HousingRecord {
  readonly reference: string;
  readonly collection: 'applications' | 'tenancies' | 'repairs' | 'contacts';
  readonly title: string;
  readonly heldOn: string;
  readonly fields: readonly { readonly label: string; readonly value: string }[];
  readonly peopleNamed: readonly PersonNamed[];
}

export interface HousingLetter {
  readonly reference: string;
  readonly title: string;
  readonly heldOn: string;
  readonly paragraphs: readonly string[];
  readonly peopleNamed: readonly PersonNamed[];
}

export interface HousingPerson {
  readonly member: CastMember;
  readonly personNumber: string;
  readonly records: readonly HousingRecord[];
  readonly letters: readonly HousingLetter[];
}

type Held = Pick<HousingPerson, 'records' | 'letters'>;

function named(name: string, role: PersonNamed['role'], relation?: string): PersonNamed {
  return { name, role, ...(relation === undefined ? {} : { relation }) };
}

const officer = named('Morwenna Strike', 'staff', 'housing officer');

type Filed = readonly [reference: string, heldOn: string];

function tenancy([reference, heldOn]: Filed, [home, rent]: readonly [home: string, rent: string], others: readonly PersonNamed[] = []): HousingRecord {
  return {
    reference, collection: 'tenancies', title: 'Tenancy agreement', heldOn, peopleNamed: [officer, ...others],
    fields: [
      { label: 'Home', value: home },
      { label: 'Began', value: heldOn },
      { label: 'Rent a week', value: rent },
      { label: 'Housing officer', value: 'Morwenna Strike' },
    ],
  };
}

function repair([reference, heldOn]: Filed, fault: string, done: string): HousingRecord {
  return {
    reference, collection: 'repairs', title: 'Repair', heldOn, peopleNamed: [],
    fields: [{ label: 'Reported', value: fault }, { label: 'What was done', value: done }],
  };
}

function contact([reference, heldOn]: Filed, note: string, others: readonly PersonNamed[] = []): HousingRecord {
  return {
    reference, collection: 'contacts', title: 'Note of a contact', heldOn, peopleNamed: [officer, ...others],
    fields: [{ label: 'Note', value: note }, { label: 'Officer', value: 'Morwenna Strike' }],
  };
}

function application([reference, heldOn]: Filed, band: string, need: string): HousingRecord {
  return {
    reference, collection: 'applications', title: 'Application to the housing register', heldOn, peopleNamed: [],
    fields: [{ label: 'Band', value: band }, { label: 'Need', value: need }, { label: 'Status', value: 'Open' }],
  };
}

const rowe = named('Clive Rowe', 'third-party', 'neighbour');
const hale = named('Judith Hale', 'third-party', 'sister');
const brandt = named('Stefan Brandt', 'third-party', 'former joint tenant');
const nico = named('Nico Brandt', 'third-party', 'son');

const holdings: Readonly<Record<string, Held>> = {
  'marion-tregenza': {
    records: [
      tenancy(['T-1993-118', '1993-04-05'], ['41 Saltmarsh Road, Penhallow', '£96.40']),
      repair(['R-88120', '2014-11-20'], 'Black mould in the back bedroom; tenant has asthma', 'Wall washed with fungicide. Extractor fan fitted. Tenant said it came back in 2016.'),
      repair(['R-90411', '2017-02-03'], 'Boiler out since Friday; tenant is 59 and was given two fan heaters', 'New pump. Heaters left with her until the part came.'),
      contact(['C-50122', '2018-06-12'], 'Clive Rowe at number 39 rang. He says Ms Tregenza’s sister shouts at night and that he is frightened of her. He does not want anyone to know that he rang. Rang Ms Tregenza about something else and did not raise it.', [rowe, hale]),
      contact(['C-51730', '2019-08-27'], 'Handed in notice to move to Chapel Hill. Judith Hale will bring the keys. Arrears £0.00. Thanked the caretaker, Will Grant, by name.', [hale, named('Will Grant', 'staff', 'caretaker')]),
    ],
    letters: [{
      reference: 'L-7713', title: 'Letter about the end of your tenancy', heldOn: '2019-08-29', peopleNamed: [officer, hale],
      paragraphs: [
        'Thank you for your notice of 27 August. Your tenancy of 41 Saltmarsh Road ends on Sunday 1 September 2019.',
        'You told us that your sister, Judith Hale, will bring both sets of keys to Victoria House. She can ring me on 01632 960211 if she is held up; we have her number, 07700 900417, from your visit.',
        'We inspected the home with you. The back bedroom wall is stained by damp. This is for us to mend and will not be charged to you.',
      ],
    }],
  },
  'sarah-pascoe-march': {
    records: [
      application(['A-20311', '2023-05-15'], 'C', 'A ground-floor home: Ms Pascoe’s daughter uses a wheelchair.'),
      contact(['C-60288', '2025-03-04'], 'Asked why her points fell. They had not: the letter was meant for another applicant with the same name. Data incident 25/031 raised.'),
    ],
    letters: [],
  },
  'sarah-pascoe-november': {
    records: [
      tenancy(['T-2016-402', '2016-04-11'], ['Flat 7, Lanvean Court, Harbour Road, Penhallow', '£88.15']),
      repair(['R-97002', '2024-01-16'], 'Entry door does not lock; a man she does not know came in', 'Lock replaced the same day. Police reference noted.'),
    ],
    letters: [],
  },
  'kerensa-vyvyan': {
    records: [
      application(['A-31847', '2026-09-10'], 'B', 'Three bedrooms after separation. Two children live with her, by an informal arrangement.'),
      contact(['C-71003', '2026-10-01'], 'Asked for a copy of her husband’s own application. Told her that there is nothing we can say about anybody else’s.', [named('Tobias Vyvyan', 'third-party', 'husband')]),
    ],
    letters: [],
  },
  'tobias-vyvyan': {
    records: [application(['A-31790', '2026-08-20'], 'D', 'One bedroom. Staying in a private let that ends in February.')],
    letters: [],
  },
  'rhiannon-addo': {
    records: [
      tenancy(['T-2021-077', '2021-11-08'], ['14 Wheelhouse Lane, St Maddern', '£81.30']),
      contact(['C-66120', '2022-03-17'], 'Joint visit with Nuala Fenn, personal adviser. Rhiannon has furniture from the leaving care grant. Worried about the stairs light.', [named('Nuala Fenn', 'staff', 'personal adviser')]),
      repair(['R-99871', '2025-10-02'], 'Stair light, second report', 'Whole fitting replaced.'),
    ],
    letters: [],
  },
  'leila-marchetti': {
    records: [
      tenancy(['T-2016-231', '2016-04-11'], ['31 Orchard Green, Trewithin (joint tenancy, ended for her 2026-05-18)', '£104.75'], [brandt]),
      tenancy(['T-2026-090', '2026-05-19'], ['8 Herons Reach, Carrow Bay', '£79.00']),
      contact(['C-70455', '2026-05-19'], 'WARNING MARKER: speak to Helen Trask before any contact. No letters, no texts, no home visits without her. Emergency move agreed after the meeting on 18 May; Nico starts at Beacon Drive Primary on Monday.', [named('Helen Trask', 'staff', 'safeguarding lead'), nico]),
      contact(['C-70512', '2026-06-03'], 'Stefan Brandt came to Victoria House and asked whether “my wife” had been rehoused. Told nothing. Security asked him to leave.', [brandt]),
    ],
    letters: [],
  },
  'stefan-brandt': {
    records: [
      tenancy(['T-2016-231', '2016-04-11'], ['31 Orchard Green, Trewithin', '£104.75'], [named('Leila Marchetti', 'third-party', 'former joint tenant')]),
      contact(['C-70513', '2026-06-03'], 'Visited without an appointment. Spoke loudly to reception. Warned under the customer conduct policy.'),
    ],
    letters: [],
  },
  'planted-person': {
    records: [repair(['R-PLANTED', '2026-04-02'], 'Planted for rehearsals', 'Nothing: there is no such home.')],
    letters: [{ reference: 'L-PLANTED', title: 'Planted letter', heldOn: '2026-04-03', peopleNamed: [officer], paragraphs: ['This letter is about nobody. It is here so that each night’s rehearsal can find it.'] }],
  },
  'zainab-al-khatib': {
    records: [
      application(['A-28850', '2024-11-22'], 'B', 'Overcrowded: four people, two bedrooms. Landlord Frank Winter has given notice.'),
      contact(['C-68004', '2025-02-14'], 'Son Yusuf interpreted. Landlord rang the day before and called the family dirty; he asked that this is not repeated to them.', [named('Frank Winter', 'third-party', 'landlord'), named('Yusuf al-Khatib', 'third-party', 'son')]),
    ],
    letters: [],
  },
};

/** Everybody in the housing system, with what it holds. */
export const housingPeople: readonly HousingPerson[] = [...cast, plantedPerson].flatMap((member) => {
  const personNumber = member.systemPersonNumbers['housing'];
  const held = holdings[member.key];
  return personNumber === undefined || held === undefined ? [] : [{ member, personNumber, ...held }];
});
