/** Everybody who appears in the thick children's social care file, and when. */

export type Side = 'subject' | 'third-party' | 'staff';

export interface Actor {
  readonly given: string;
  readonly family: string;
  /** "Ms", "Dr", "PC": what stands before the surname in formal writing. */
  readonly style: string;
  readonly side: Side;
  /** In the words of the file. */
  readonly relation: string;
  readonly phone?: string;
  readonly home?: string;
}

export type ActorKey =
  | 'child' | 'mother' | 'father' | 'partner' | 'brother' | 'gran' | 'carer' | 'carer2' | 'otherChild' | 'friend' | 'informant'
  | 'sw' | 'manager' | 'iro' | 'teacher' | 'health' | 'doctor' | 'therapist' | 'police' | 'solicitor' | 'guardian' | 'supervisor';

export interface Era {
  readonly key: 'home' | 'hollis' | 'gran' | 'addo' | 'leaving';
  readonly from: string;
  readonly to: string;
  readonly school: string;
  readonly placedAt: string;
  readonly actors: Readonly<Record<ActorKey, Actor>>;
}

type Named = readonly [given: string, family: string, style: string];

function third([given, family, style]: Named, relation: string, more: Pick<Actor, 'phone' | 'home'> = {}): Actor {
  return { given, family, style, side: 'third-party', relation, ...more };
}

function staff([given, family, style]: Named, relation: string): Actor {
  return { given, family, style, side: 'staff', relation };
}

const family = {
  mother: third(['Dawn', 'Kessell', 'Ms'], 'mother', { phone: '07700 900311', home: 'Flat 2, 3 Tin Street, St Maddern, ZZ99 3TS' }),
  father: third(['Wayne', 'Tully', 'Mr'], 'father', { phone: '07700 900312', home: '118 Foundry Walk, Trewithin, ZZ99 4FW' }),
  partner: third(['Gavin', 'Stote', 'Mr'], 'mother’s partner', { phone: '07700 900313' }),
  brother: third(['Callum', 'Tully', 'Master'], 'half-brother', { home: '118 Foundry Walk, Trewithin, ZZ99 4FW' }),
  gran: third(['Pearl', 'Kessell', 'Mrs'], 'maternal grandmother', { phone: '01632 960144', home: '27 Nine Stones Road, St Maddern, ZZ99 3NS' }),
  informant: third(['Ivy', 'Rundle', 'Mrs'], 'neighbour', { phone: '01632 960188', home: 'Flat 1, 3 Tin Street, St Maddern, ZZ99 3TS' }),
};

const services = {
  iro: staff(['Alan', 'Treseder', 'Mr'], 'independent reviewing officer'),
  doctor: staff(['Anil', 'Varma', 'Dr'], 'community paediatrician'),
  therapist: staff(['Rosalind', 'Keogh', 'Dr'], 'CAMHS therapist'),
  police: staff(['Stuart', 'Gale', 'PC'], 'police public protection'),
  solicitor: staff(['Philippa', 'Garrod', 'Ms'], 'solicitor for the council'),
  guardian: staff(['Moira', 'Tennant', 'Mrs'], 'children’s guardian'),
};

const hollis = { carer: third(['Maureen', 'Hollis', 'Mrs'], 'foster carer', { phone: '07700 900321', home: '5 Gullhaven Terrace, Carrow Bay, ZZ99 6GT' }), carer2: third(['Keith', 'Hollis', 'Mr'], 'foster carer', { phone: '07700 900322' }) };
const addo = { carer: third(['Abena', 'Addo', 'Mrs'], 'foster carer', { phone: '07700 900323', home: '44 Beacon Drive, Carrow Bay, ZZ99 6BD' }), carer2: third(['Joseph', 'Addo', 'Mr'], 'foster carer', { phone: '07700 900324' }) };
const child: Actor = { given: 'Rhiannon', family: 'Kessell', style: 'Miss', side: 'subject', relation: 'child' };
const granAsCarer = { carer: family.gran, carer2: third(['Derek', 'Kessell', 'Mr'], 'maternal great-uncle', { phone: '07700 900325' }) };

const early = { ...family, ...services, child, sw: staff(['Nicola', 'Frayne', 'Ms'], 'social worker'), manager: staff(['Bridget', 'Malone', 'Mrs'], 'team manager'), supervisor: staff(['Colin', 'Spargo', 'Mr'], 'supervising social worker') };
const middle = { ...early, sw: staff(['Desmond', 'Oyelaran', 'Mr'], 'social worker'), manager: staff(['Bridget', 'Malone', 'Mrs'], 'team manager') };
const late = { ...middle, sw: staff(['Katie', 'Pellow', 'Ms'], 'social worker'), manager: staff(['Tristan', 'Aziz', 'Mr'], 'team manager'), supervisor: staff(['Fern', 'Whitlock', 'Ms'], 'supervising social worker') };

/** The periods of the file, in order; the cast of each is whole. */
export const eras: readonly Era[] = [
  {
    key: 'home', from: '2004-02-10', to: '2006-06-30', school: 'St Maddern Infants’ School', placedAt: '3 Tin Street',
    actors: { ...early, ...granAsCarer, otherChild: third(['Tyrone', 'Blewett', 'Master'], 'child of a family friend'), friend: third(['Shanice', 'Poole', 'Miss'], 'school friend'), teacher: staff(['Leanne', 'Opie', 'Miss'], 'class teacher'), health: staff(['Jean', 'Mabey', 'Mrs'], 'health visitor') },
  },
  {
    key: 'hollis', from: '2006-07-03', to: '2009-08-21', school: 'Carrow Bay Primary School', placedAt: '5 Gullhaven Terrace',
    actors: { ...early, ...hollis, otherChild: third(['Tyrone', 'Blewett', 'Master'], 'other foster child'), friend: third(['Shanice', 'Poole', 'Miss'], 'school friend'), teacher: staff(['Leanne', 'Opie', 'Miss'], 'class teacher'), health: staff(['Jean', 'Mabey', 'Mrs'], 'school nurse') },
  },
  {
    key: 'gran', from: '2009-08-24', to: '2011-05-06', school: 'Nine Stones Junior School', placedAt: '27 Nine Stones Road',
    actors: { ...middle, ...granAsCarer, otherChild: third(['Kayleigh', 'Marsh', 'Miss'], 'neighbour’s child'), friend: third(['Precious', 'Ndlovu', 'Miss'], 'school friend'), teacher: staff(['Huw', 'Prosser', 'Mr'], 'designated teacher'), health: staff(['Oona', 'Laity', 'Ms'], 'school nurse') },
  },
  {
    key: 'addo', from: '2011-05-09', to: '2017-05-21', school: 'Beacon Community School', placedAt: '44 Beacon Drive',
    actors: { ...late, ...addo, otherChild: third(['Ellis', 'Farrow', 'Master'], 'other foster child'), friend: third(['Precious', 'Ndlovu', 'Miss'], 'school friend'), teacher: staff(['Huw', 'Prosser', 'Mr'], 'designated teacher'), health: staff(['Oona', 'Laity', 'Ms'], 'looked-after children’s nurse') },
  },
  {
    key: 'leaving', from: '2017-05-22', to: '2024-05-22', school: 'Penhallow College', placedAt: '14 Wheelhouse Lane',
    actors: { ...late, ...addo, child: { ...child, family: 'Addo' }, sw: staff(['Nuala', 'Fenn', 'Ms'], 'personal adviser'), otherChild: third(['Ellis', 'Farrow', 'Master'], 'former foster brother'), friend: third(['Marcus', 'Lyle', 'Mr'], 'boyfriend', { phone: '07700 900331' }), teacher: staff(['Gill', 'Hambly', 'Mrs'], 'college tutor'), health: staff(['Oona', 'Laity', 'Ms'], 'leaving care nurse') },
  },
];

/** The era in which a day falls; the last one for anything later. */
export function eraOn(day: string): Era {
  const found = eras.find((era) => day <= era.to) ?? eras.at(-1);
  if (found === undefined) throw new RangeError('The story has no eras.');
  return found;
}
