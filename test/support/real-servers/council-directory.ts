/** The directory of the invented council: its officers, in two services, more of them than one page of an answer. */

const base = 'dc=northmoor,dc=example';

interface Officer {
  readonly number: string;
  readonly given: string;
  readonly family: string;
  readonly title: string;
  readonly service: string;
  readonly born?: string;
  readonly home?: string;
}

/** Two people of one name among them. */
const known: readonly Officer[] = [
  { number: 'E1042', given: 'Nicola', family: 'Frayne', title: 'Social Worker', service: 'childrens-services' },
  { number: 'E1043', given: 'Colin', family: 'Spargo', title: 'Team Manager', service: 'childrens-services' },
  { number: 'E2001', given: 'Marion', family: 'Tregenza', title: 'Housing Officer', service: 'housing', born: '19570830', home: '2 Chapel Hill$Penhallow' },
  { number: 'E2002', given: 'Marion', family: 'Tregenza', title: 'Caretaker', service: 'housing' },
];

const others: readonly Officer[] = Array.from({ length: 600 }, (_, at) => ({
  number: `E9${String(at).padStart(4, '0')}`, given: 'Robin', family: `Nancarrow-${String(at)}`, title: 'Officer', service: 'housing',
}));

function entry({ number, given, family, title, service, born, home }: Officer): string {
  return [
    `dn: employeeNumber=${number},ou=${service},${base}`, 'objectClass: inetOrgPerson', ...(born === undefined ? [] : ['objectClass: schacPersonalCharacteristics', `schacDateOfBirth: ${born}`]),
    ...(home === undefined ? [] : [`postalAddress: ${home}`]), `employeeNumber: ${number}`, `cn: ${given} ${family}`, `givenName: ${given}`, `sn: ${family}`,
    `title: ${title}`, `departmentNumber: ${service}`, `mail: ${given}.${family}.${number}@example.org`.toLowerCase(), 'telephoneNumber: 01632 960123', 'userPassword: not-to-be-read', '',
  ].join('\n');
}

function group(name: string, what: string, numbers: readonly string[]): string {
  const members = numbers.map((number) => `member: employeeNumber=${number},ou=housing,${base}`);
  return [`dn: cn=${name},ou=housing,${base}`, 'objectClass: groupOfNames', `cn: ${name}`, `description: ${what}`, ...members, ''].join('\n');
}

const groups = [
  group('repairs-inbox', 'May read what tenants report', ['E2001', 'E2002']),
  group('key-safe', 'May open the key safe of Saltmarsh House', ['E2001']),
  group('vehicle-pool', 'May book a van', ['E2002']),
];

function unit(name: string): string {
  return `dn: ou=${name},${base}\nobjectClass: organizationalUnit\nou: ${name}\n`;
}

/** LDIF of everything below the base. */
export const councilDirectory = [unit('housing'), unit('childrens-services'), ...[...known, ...others].map(entry), ...groups].join('\n');
