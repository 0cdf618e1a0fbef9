/** Writes the nightly extract of the demo council's parking supplier: semicolons, days as people write them, Latin-1. */
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { familyNames, givenNames } from './names.ts';
import { castMember } from './people.ts';

/** Changed whenever another extract would be written, so that an older demo's is written afresh. */
const edition = 'edition-2';
const writtenOn = '20261121';
const fillerCount = 300;

/** Who of the cast holds a permit, and under which number. */
export const permitHolders: Readonly<Record<string, string>> = {
  'kerensa-vyvyan': 'PK-20455',
  'dylan-osei': 'PK-20461',
  'sarah-pascoe-march': 'PK-20470',
  'zainab-al-khatib': 'PK-20482',
  'planted-person': 'PK-20999',
};

export interface ExtractFile {
  readonly name: string;
  readonly text: string;
}

/** The three files, before they are encoded. */
export function parkingExtract(): readonly ExtractFile[] {
  return [
    { name: `permit_holders_${writtenOn}.csv`, text: csv([holderHead, ...fillers(), ...castHolders()]) },
    { name: `permits_${writtenOn}.csv`, text: csv([permitHead, ...permits()]) },
    { name: `notices_${writtenOn}.csv`, text: csv([noticeHead, ...notices()]) },
  ];
}

/** Idempotent: a folder that is there is complete, because it is moved into place only when whole. */
export async function writeParkingExtract(folder: string): Promise<void> {
  if (existsSync(path.join(folder, edition))) return;
  const unfinished = `${path.resolve(folder)}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  const letters = path.join(unfinished, 'letters', permitHolders['kerensa-vyvyan'] ?? '');
  await mkdir(letters, { recursive: true });
  for (const { name, text } of parkingExtract()) await writeFile(path.join(unfinished, name), Buffer.from(text, 'latin1'));
  await writeFile(path.join(letters, '2026-03-02 second permit.txt'), 'Dear Ms Vyvyan\r\n\r\nWe have given your household a second permit for zone B. The fee is £48.\r\n\r\nYours sincerely\r\nPiran Chenoweth, Parking Services\r\n');
  await writeFile(path.join(unfinished, edition), '');
  await rm(folder, { recursive: true, force: true });
  await rename(unfinished, path.resolve(folder));
}

const holderHead = ['holder_number', 'forenames', 'surname', 'born', 'address_1', 'address_2', 'postcode', 'email'];

function castHolders(): readonly (readonly string[])[] {
  return Object.entries(permitHolders).map(([key, number]) => {
    const { name, dateOfBirth, addresses, email } = castMember(key);
    const [address] = addresses;
    return [number, name.given, name.family, asWritten(dateOfBirth), address?.lines[0] ?? '', address?.lines[1] ?? '', address?.postcode ?? '', email];
  });
}

function fillers(): readonly (readonly string[])[] {
  // Two whose names the encoding decides: read as another, they would be somebody else.
  const accented = [
    ['PK-10001', 'Siân', 'Llewelyn-Rhôs', '04/02/1971', '3 Sailmakers Row', 'Penhallow', 'ZZ99 5SR', 'sian@example.org'],
    ['PK-10002', 'Wojciech', 'Górski', '19/10/1988', '11 Granary Wharf; flat 2', 'Penhallow', 'ZZ99 7GW', 'wojciech@example.org'],
  ];
  const others = Array.from({ length: fillerCount }, (_, n) => {
    const given = givenNames[(n * 13) % givenNames.length] ?? '';
    const family = familyNames[(n * 23) % familyNames.length] ?? '';
    return [`PK-${11_000 + n}`, given, family, asWritten(`${1950 + (n * 7) % 50}-${two(1 + (n * 5) % 12)}-${two(1 + (n * 11) % 28)}`), `${1 + (n % 90)} Tannery Lane`, 'Penhallow', 'ZZ99 8TL', ''];
  });
  return [...accented, ...others];
}

const permitHead = ['permit_number', 'holder_number', 'zone', 'vehicle', 'issued', 'expires', 'fee', 'note'];

function permits(): readonly (readonly string[])[] {
  return [
    ['RP-88104', 'PK-20455', 'B', 'ZZ19 KRV', '01/04/2025', '31/03/2026', '48.00', 'Renewed online'],
    ['RP-90377', 'PK-20455', 'B', 'ZZ19 KRV', '01/04/2026', '31/03/2027', '48.00', 'Says "no change";\r\naddress checked against council tax'],
    ['RP-90512', 'PK-20461', 'C', 'ZZ71 DLN', '12/05/2026', '11/05/2027', '48.00', ''],
    ['RP-PLANTED', 'PK-20999', 'D', 'ZZ00 ZZZ', '02/04/2026', '01/04/2027', '0.00', 'Planted for rehearsals'],
    ['RP-90619', 'PK-20470', 'A', 'ZZ65 SPM', '02/06/2026', '01/06/2027', '48.00', '=HYPERLINK("http://example.org","x")'],
    ...Array.from({ length: fillerCount }, (_, n) => [`RP-${50_000 + n}`, `PK-${11_000 + n}`, 'D', `ZZ${two(n % 70)} ABC`, '15/01/2026', '14/01/2027', '48.00', '']),
  ];
}

const noticeHead = ['notice_number', 'holder_number', 'street', 'contravention', 'issued', 'amount', 'paid', 'warden'];

function notices(): readonly (readonly string[])[] {
  return [
    ['PN70021488', 'PK-20455', 'Fore Street', 'Parked in a loading place', '14/02/2026', '35.00', '20/02/2026', 'Ines Carew'],
    ['PN70023310', 'PK-20482', 'Market Square', 'Parked after the ticket had run out', '03/09/2026', '25.00', '', 'Jory Penrose'],
  ];
}

/** As the supplier writes it. */
function asWritten(day: string): string {
  return day.split('-').toReversed().join('/');
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}

function csv(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => cells.map(cell).join(';')).join('\r\n') + '\r\n';
}

function cell(text: string): string {
  return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
