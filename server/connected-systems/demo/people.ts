/** The cast of the demo council: every invented person who can sign in, and the residents the systems know. */
import { aCouncillor, anOfficer, aResident } from './cast-member.ts';
import type { CastMember } from './cast-member.ts';
import { places } from './places.ts';
import { plantedPerson } from './planted-person.ts';

const residents: readonly CastMember[] = [
  aResident({
    key: 'marion-tregenza',
    name: { given: 'Marion', family: 'Tregenza' },
    formerNames: [{ given: 'Marion', family: 'Hale' }],
    dateOfBirth: '1957-08-30',
    addresses: [places.chapelHill2, places.saltmarshRoad41],
    systemPersonNumbers: { 'council-tax': 'P100201', housing: 'H-40118' },
    nino: 'QQ120457A',
    nhsNumber: '9990010013',
    identityLevel: 'P2',
    about: 'A resident for forty years: council tax, benefits and a former tenancy.',
  }),
  aResident({
    key: 'dylan-osei',
    name: { given: 'Dylan', family: 'Osei' },
    dateOfBirth: '2003-01-17',
    addresses: [places.signalRow17],
    systemPersonNumbers: { 'council-tax': 'P100202' },
    nino: 'QQ310203B',
    identityLevel: 'P2',
    about: 'Moved here last spring: one short council tax record.',
  }),
  aResident({
    key: 'sarah-pascoe-march',
    name: { given: 'Sarah', family: 'Pascoe' },
    dateOfBirth: '1984-03-14',
    addresses: [places.quarryRise12],
    systemPersonNumbers: { 'council-tax': 'P100203', housing: 'H-40120' },
    nino: 'QQ140384C',
    identityLevel: 'P2',
    about: 'Shares her name and year of birth with another resident.',
  }),
  aResident({
    key: 'sarah-pascoe-november',
    name: { given: 'Sarah', family: 'Pascoe' },
    dateOfBirth: '1984-11-02',
    addresses: [places.lanveanCourt7, places.millpond60],
    systemPersonNumbers: { 'council-tax': 'P100204', housing: 'H-40121' },
    nino: 'QQ021184D',
    identityLevel: 'P2',
    about: 'Shares her name and year of birth with another resident.',
  }),
  aResident({
    key: 'kerensa-vyvyan',
    name: { given: 'Kerensa', family: 'Vyvyan' },
    formerNames: [{ given: 'Kerensa', family: 'Bolitho' }],
    dateOfBirth: '1986-06-09',
    addresses: [places.bramblefield9],
    systemPersonNumbers: { 'council-tax': 'P100205', housing: 'H-40122' },
    nino: 'QQ090686A',
    identityLevel: 'P2',
    about: 'Mother of two; her council tax account is joint and she is separating.',
  }),
  aResident({
    key: 'tobias-vyvyan',
    name: { given: 'Tobias', family: 'Vyvyan' },
    dateOfBirth: '1983-12-21',
    addresses: [places.ropewalk22, places.bramblefield9],
    systemPersonNumbers: { 'council-tax': 'P100206', housing: 'H-40123' },
    nino: 'QQ211283B',
    identityLevel: 'P2',
    about: 'The other holder of the joint account; has just moved out.',
  }),
  aResident({
    key: 'rhiannon-addo',
    name: { given: 'Rhiannon', family: 'Addo' },
    formerNames: [{ given: 'Rhiannon', family: 'Kessell' }],
    dateOfBirth: '1999-05-22',
    addresses: [places.wheelhouse14, places.gullhaven5, places.tinStreet3],
    systemPersonNumbers: { 'council-tax': 'P100207', housing: 'H-40124', 'childrens-social-care': 'CSC-20717' },
    nino: 'QQ220599C',
    nhsNumber: '9990020728',
    identityLevel: 'P2',
    about: 'Grew up in care; her children’s social care file is over 300 pages.',
  }),
  aResident({
    key: 'leila-marchetti',
    name: { given: 'Leila', family: 'Marchetti' },
    formerNames: [{ given: 'Leila', family: 'Brandt' }],
    dateOfBirth: '1990-02-11',
    addresses: [places.heronsReach8, places.orchardGreen31],
    systemPersonNumbers: { 'council-tax': 'P100208', housing: 'H-40125', 'childrens-social-care': 'CSC-31904' },
    nino: 'QQ110290D',
    identityLevel: 'P2',
    about: 'Moved to a new address that must never leave the council.',
  }),
  aResident({
    key: 'stefan-brandt',
    name: { given: 'Stefan', family: 'Brandt' },
    dateOfBirth: '1987-10-05',
    addresses: [places.orchardGreen31],
    systemPersonNumbers: { 'council-tax': 'P100209', housing: 'H-40126' },
    nino: 'QQ051087A',
    identityLevel: 'P2',
    about: 'Still at the address he once shared; was on the same tenancy.',
  }),
  aResident({
    key: 'zainab-al-khatib',
    name: { given: 'Zainab', family: 'al-Khatib' },
    dateOfBirth: '1972-04-28',
    addresses: [places.larkfield26],
    systemPersonNumbers: { 'council-tax': 'P100210', housing: 'H-40127' },
    nino: 'QQ280472B',
    identityLevel: 'P1',
    about: 'Receives council tax reduction; identity checked by phone only.',
  }),
  aResident({
    key: 'jonah-bright',
    name: { given: 'Jonah', family: 'Bright' },
    dateOfBirth: '1995-07-19',
    addresses: [places.millpond60],
    systemPersonNumbers: { 'council-tax': 'P100211' },
    identityLevel: 'P0',
    about: 'Has an account whose identity nobody has checked.',
  }),
];

const staff: readonly CastMember[] = [
  anOfficer({
    key: 'ewan-lister',
    name: { given: 'Ewan', family: 'Lister' },
    dateOfBirth: '1989-09-12',
    roles: ['preparer'],
    about: 'Information governance officer: collects and redacts.',
  }),
  anOfficer({
    key: 'priya-raman',
    name: { given: 'Priya', family: 'Raman' },
    dateOfBirth: '1993-03-03',
    roles: ['preparer'],
    about: 'Information governance officer: collects and redacts.',
  }),
  anOfficer({
    key: 'grace-okafor',
    name: { given: 'Grace', family: 'Okafor' },
    dateOfBirth: '1978-11-25',
    roles: ['approver'],
    about: 'Senior information governance officer: clears bundles.',
  }),
  anOfficer({
    key: 'helen-trask',
    name: { given: 'Helen', family: 'Trask' },
    dateOfBirth: '1971-05-06',
    roles: ['safeguarding-lead'],
    about: 'Safeguarding lead: sees protection flags.',
  }),
  anOfficer({
    key: 'martin-quill',
    name: { given: 'Martin', family: 'Quill' },
    dateOfBirth: '1969-01-30',
    roles: ['ig-manager'],
    about: 'Information governance manager: sees the whole caseload.',
  }),
  anOfficer({
    key: 'deb-nance',
    name: { given: 'Deb', family: 'Nance' },
    dateOfBirth: '1982-07-07',
    roles: ['assisting-officer'],
    about: 'Library assistant: helps residents who are present.',
  }),
];

const councillors: readonly CastMember[] = [
  aCouncillor({
    key: 'anthony-roskilly',
    name: { given: 'Anthony', family: 'Roskilly' },
    dateOfBirth: '1961-02-14',
    hats: ['council-member', 'ward-representative', 'party-member'],
    ward: 'Trewithin',
    about: 'Councillor for Trewithin, and a party group’s secretary.',
  }),
  aCouncillor({
    key: 'fatima-sesay',
    name: { given: 'Fatima', family: 'Sesay' },
    dateOfBirth: '1985-08-08',
    hats: ['council-member', 'ward-representative'],
    ward: 'Penhallow Harbour',
    about: 'Councillor for Penhallow Harbour; sits on no committee.',
  }),
  aCouncillor({
    key: 'june-hext',
    name: { given: 'June', family: 'Hext' },
    dateOfBirth: '1974-12-01',
    hats: ['council-member', 'ward-representative', 'party-member'],
    ward: 'Carrow Bay',
    about: 'Councillor for Carrow Bay, standing again in May.',
  }),
];

/** Everybody who can sign in to the demo council. */
export const cast: readonly CastMember[] = [...residents, ...staff, ...councillors];

/** The member with this key, or the planted person. @throws RangeError if there is none */
export function castMember(key: string): CastMember {
  const member = [...cast, plantedPerson].find((candidate) => candidate.key === key);
  if (member === undefined) throw new RangeError(`No member of the cast has the key ${key}.`);
  return member;
}
