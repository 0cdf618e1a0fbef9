/** The directory of the invented council: its officers, in two services, more of them than one page of an answer. */

const base = 'dc=northmoor,dc=example';

interface Officer {
  readonly number: string;
  readonly given: string;
  readonly family: string;
  readonly title: string;
  readonly service: string;
}

/** Two people of one name among them. */
const known: readonly Officer[] = [
  { number: 'E1042', given: 'Nicola', family: 'Frayne', title: 'Social Worker', service: 'childrens-services' },
  { number: 'E1043', given: 'Colin', family: 'Spargo', title: 'Team Manager', service: 'childrens-services' },
  { number: 'E2001', given: 'Marion', family: 'Tregenza', title: 'Housing Officer', service: 'housing' },
  { number: 'E2002', given: 'Marion', family: 'Tregenza', title: 'Caretaker', service: 'housing' },
];

const others: readonly Officer[] = Array.from({ length: 600 }, (_, at) => ({
  number: `E9${String(at).padStart(4, '0')}`, given: 'Robin', family: `Nancarrow-${String(at)}`, title: 'Officer', service: 'housing',
}));

function entry({ number, given, family, title, service }: Officer): string {
  return [
    `dn: employeeNumber=${number},ou=${service},${base}`, 'objectClass: inetOrgPerson', `employeeNumber: ${number}`, `cn: ${given} ${family}`, `givenName: ${given}`, `sn: ${family}`,
    `title: ${title}`, `departmentNumber: ${service}`, `mail: ${given}.${family}.${number}@example.org`.toLowerCase(), 'telephoneNumber: 01632 960123', 'userPassword: not-to-be-read', '',
  ].join('\n');
}

function unit(name: string): string {
  return `dn: ou=${name},${base}\nobjectClass: organizationalUnit\nou: ${name}\n`;
}

/** LDIF of everything below the base. */
export const councilDirectory = [unit('housing'), unit('childrens-services'), ...[...known, ...others].map(entry)].join('\n');
