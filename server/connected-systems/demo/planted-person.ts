/** The planted person: nobody, held by every system of the demo council, so that each night's rehearsal can look for her. */
import { aResident } from './cast-member.ts';
import { places } from './places.ts';

/** She is in no list of people who can sign in. The same words stand in `systems/rehearsal.yml`. */
export const plantedPerson = aResident({
  key: 'planted-person',
  name: { given: 'Ottoline', family: 'Rehearsal' },
  dateOfBirth: '1951-02-03',
  addresses: [places.larkfield26],
  systemPersonNumbers: { 'council-tax': 'P100999', housing: 'H-40999', 'childrens-social-care': 'CSC-40999', parking: 'PK-20999' },
  nino: 'QQ030251D',
  nhsNumber: '9990099998',
  identityLevel: 'P2',
  about: 'Planted for rehearsals; no such person lives here.',
});
