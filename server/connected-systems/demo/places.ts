/** The invented places of Penhallow; every postcode is in the ZZ99 range, which no letter reaches. */
import type { PostalAddress } from '../connector.ts';

export const councilName = 'Penhallow Council';

function at(lines: readonly string[], postcode: string): PostalAddress {
  return { lines, postcode };
}

export const places = {
  quarryRise12: at(['12 Quarry Rise', 'Trewithin'], 'ZZ99 4QR'),
  lanveanCourt7: at(['Flat 7, Lanvean Court', 'Harbour Road', 'Penhallow'], 'ZZ99 1LH'),
  saltmarshRoad41: at(['41 Saltmarsh Road', 'Penhallow'], 'ZZ99 2SR'),
  tinStreet3: at(['3 Tin Street', 'St Maddern'], 'ZZ99 3TS'),
  bramblefield9: at(['9 Bramblefield Close', 'Trewithin'], 'ZZ99 4BF'),
  ropewalk22: at(['22B The Ropewalk', 'Penhallow'], 'ZZ99 1RW'),
  gullhaven5: at(['5 Gullhaven Terrace', 'Carrow Bay'], 'ZZ99 6GT'),
  wheelhouse14: at(['14 Wheelhouse Lane', 'St Maddern'], 'ZZ99 3WH'),
  millpond60: at(['60 Millpond Way', 'Penhallow'], 'ZZ99 2PW'),
  heronsReach8: at(['8 Herons Reach', 'Carrow Bay'], 'ZZ99 6HR'),
  orchardGreen31: at(['31 Orchard Green', 'Trewithin'], 'ZZ99 4AG'),
  chapelHill2: at(['2 Chapel Hill Cottages', 'St Maddern'], 'ZZ99 3HL'),
  signalRow17: at(['17 Signal Row', 'Penhallow'], 'ZZ99 1SR'),
  larkfield26: at(['26 Larkfield Avenue', 'Trewithin'], 'ZZ99 4LF'),
} as const;

/** Streets for the residents who only fill the tables. */
export const fillerStreets: readonly (readonly [street: string, town: string, postcode: string])[] = [
  ['Quarry Rise', 'Trewithin', 'ZZ99 4QR'],
  ['Saltmarsh Road', 'Penhallow', 'ZZ99 2SR'],
  ['Tin Street', 'St Maddern', 'ZZ99 3TS'],
  ['Bramblefield Close', 'Trewithin', 'ZZ99 4BF'],
  ['Gullhaven Terrace', 'Carrow Bay', 'ZZ99 6GT'],
  ['Wheelhouse Lane', 'St Maddern', 'ZZ99 3WH'],
  ['Millpond Way', 'Penhallow', 'ZZ99 2PW'],
  ['Herons Reach', 'Carrow Bay', 'ZZ99 6HR'],
  ['Orchard Green', 'Trewithin', 'ZZ99 4AG'],
  ['Signal Row', 'Penhallow', 'ZZ99 1SR'],
  ['Larkfield Avenue', 'Trewithin', 'ZZ99 4LF'],
  ['Assembly Rooms Yard', 'Penhallow', 'ZZ99 1AY'],
  ['Cooperage Lane', 'Penhallow', 'ZZ99 2PL'],
  ['Beacon Drive', 'Carrow Bay', 'ZZ99 6BD'],
  ['Nine Stones Road', 'St Maddern', 'ZZ99 3NS'],
  ['Foundry Walk', 'Trewithin', 'ZZ99 4FW'],
];
