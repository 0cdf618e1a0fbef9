/** What the invented council's street-reports service was told by the cast. */
import type { CastMember } from './cast-member.ts';
import { castMember } from './people.ts';
import { plantedPerson } from './planted-person.ts';

export interface StreetReport {
  readonly id: string;
  readonly member: CastMember;
  readonly account: string | null;
  readonly phone: string;
  readonly service: readonly [code: string, name: string];
  readonly description: string;
  readonly where: string;
  readonly requestedAt: string;
  readonly updatedAt: string;
  readonly status: 'open' | 'closed';
  readonly statusNotes: string;
  readonly hasPicture: boolean;
}

export const streetServices = {
  pothole: ['potholes', 'Pothole'],
  lamp: ['street-lights', 'Street light'],
  tipping: ['fly-tipping', 'Fly-tipping'],
  pavement: ['pavements', 'Pavement'],
} as const;

type Told = Pick<StreetReport, 'id' | 'service' | 'description' | 'where' | 'requestedAt' | 'statusNotes'> & Partial<Pick<StreetReport, 'updatedAt' | 'status' | 'hasPicture'>>;

function reportedBy(who: string | CastMember, { account, phone }: Pick<StreetReport, 'account' | 'phone'>, told: readonly Told[]): readonly StreetReport[] {
  const member = typeof who === 'string' ? castMember(who) : who;
  return told.map((report) => ({ status: 'closed', updatedAt: report.requestedAt, hasPicture: false, ...report, member, account, phone }));
}

export const streetReports: readonly StreetReport[] = [
  ...reportedBy('marion-tregenza', { account: 'SR-5501', phone: '07700 900412' }, [
    { id: '310442', service: streetServices.lamp, description: 'The lamp by the chapel steps has been out for a fortnight. I cannot see the kerb & the steps are worn.', where: 'Chapel Hill, St Maddern', requestedAt: '2023-11-06T18:40:00Z', updatedAt: '2023-11-15T09:05:00Z', statusNotes: 'Lantern replaced.' },
    { id: '322908', service: streetServices.pavement, description: 'Raised slab outside number 4. My neighbour Mrs Annear fell on it last Tuesday.', where: 'Chapel Hill Cottages, St Maddern', requestedAt: '2025-02-19T10:12:00Z', updatedAt: '2025-03-03T14:00:00Z', statusNotes: 'Slab relaid. Passed to insurance.', hasPicture: true },
    { id: '331075', service: streetServices.pothole, description: 'Pothole at the bottom of the hill, about a foot across.', where: 'Chapel Hill, St Maddern', requestedAt: '2026-10-27T08:30:00Z', status: 'open', statusNotes: 'Inspected; waiting for materials.' },
  ]),
  ...reportedBy('kerensa-vyvyan', { account: 'SR-6120', phone: '07700 900105' }, [
    { id: '329917', service: streetServices.tipping, description: 'Two mattresses and a fridge by the garages. A white van left them at about nine.', where: 'Bramblefield Close, Trewithin', requestedAt: '2026-07-14T21:20:00Z', updatedAt: '2026-07-17T11:45:00Z', statusNotes: 'Cleared.', hasPicture: true },
    { id: '330411', service: streetServices.lamp, description: 'Lamp 14 flickers all night.', where: 'Bramblefield Close, Trewithin', requestedAt: '2026-08-30T22:02:00Z', updatedAt: '2026-09-08T10:00:00Z', statusNotes: 'Photocell replaced.' },
  ]),
  ...reportedBy('zainab-al-khatib', { account: null, phone: '07700 900633' }, [
    { id: '327730', service: streetServices.pothole, description: 'Deep hole in front of the bus stop; the bus sprays people.', where: 'Larkfield Avenue, Trewithin', requestedAt: '2026-01-22T07:55:00Z', updatedAt: '2026-02-02T15:30:00Z', statusNotes: 'Filled.' },
  ]),
  ...reportedBy(plantedPerson, { account: null, phone: '07700 900999' }, [
    { id: '399999', service: streetServices.lamp, description: 'Planted report. It is here so that each night’s rehearsal can find it.', where: 'Larkfield Avenue, Trewithin', requestedAt: '2026-04-01T09:00:00Z', statusNotes: 'No work is done for it.' },
  ]),
];
