/** As many invented people as are asked for, the same each time: households, twins, fathers and sons of one name, and namesakes. */

import { seededRandom, type Random } from '../../../server/connected-systems/demo/seeded-random.ts';
import type { PersonRecord } from '../../../server/connected-systems/matching/person-record.ts';

/** One more than a system says: who is a twin, and who bears the father's name. */
export interface InventedPerson extends PersonRecord {
  readonly nino?: string;
  readonly nhsNumber?: string;
  readonly phones: readonly string[];
  readonly isTwin: boolean;
  readonly isNamedAfterFather: boolean;
}

/** What a system says of the person, and no more. */
export function recordOf({ isTwin: _twin, isNamedAfterFather: _son, ...record }: InventedPerson): PersonRecord {
  return record;
}

const commonFamilies =
  'Smith Jones Taylor Brown Williams Wilson Johnson Davies Patel Robinson Wright Thompson Evans Walker White Roberts Green Hall Wood Jackson Clarke Khan Hughes Edwards Lewis Harris Singh Martin Ali Begum Thomas Hussain Ahmed Kaur Cooper King Lee Baker Harrison Morgan Allen James Scott Phillips Watson Davis Parker Price Bennett Young Griffiths Mitchell Kelly Cook Carter Richardson Bailey Collins Bell Shaw Murphy Miller Cox Richards Marshall Anderson Simpson Ellis Adams'.split(' ');
const tailStarts = 'Ash Bal Bar Ben Bol Bra Cal Car Chen Cla Cor Cul Dal Den Dun El Fal Far Fen Gal Gar Gol Had Hal Har Hol Hun Ing Jar Kel Ken Kin Lan Lem Lor Mac Mal Mar Mel Mor Nan New Nor Oak Pen Per Pol Pres Ral Ren Ros Sal San Sel Sher Stan Sut Tam Tre Tor Ul Van Ver Wal War Wel Whit Wil Win Wol Yar'.split(' ');
const tailMiddles = ' a e i o er ing ham ley ton wick bur den field '.split(' ');
const tailEnds = 'ard ating bury by cott croft dale den ell er ey ford gate ham hurst kin land ley low man mer more ney ow ridge row sen shaw son stead sworth thorpe ton ville vin wall ward way wick win wood worth yn'.split(' ');
const otherFamilies = "O'Neill O'Brien MacDonald McKenzie Kowalski Kowalska Nowak Wiśniewska Lewandowski Llewellyn Prothero Sandhu Chaudhry al-Khatib Okonkwo Adeyemi Smith-Jones Fitzgerald-Moore van Dijk Şahin Müller".split(' ').map((name) => (name === 'van' ? 'van Dijk' : name)).filter((name) => name !== 'Dijk');
const givensOfWomen = 'Margaret Susan Mary Elizabeth Patricia Christine Linda Sarah Jean Karen Julie Ann Helen Jacqueline Emma Rebecca Claire Laura Nicola Amanda Jane Rachel Catherine Barbara Joan Dorothy Jennifer Louise Alison Lisa Michelle Sharon Charlotte Lucy Hannah Sophie Jessica Emily Amy Katie Samantha Olivia Fatima Ayesha Zainab Gurpreet Sunita Priya Agnieszka Katarzyna Małgorzata Siobhan Niamh Angharad Rhiannon Mairead Eilidh Isla Freya Maisie Poppy Ruby Grace Lowenna Tamsin Demelza Beatrice Rosemary Josephine Philippa Harriet'.split(' ');
const givensOfMen = 'John David Michael Paul Peter James Robert Andrew William Richard Stephen Mark Christopher Thomas Daniel Anthony Matthew Alan Joseph Kevin Ian Steven George Brian Martin Simon Charles Edward Mohammed Muhammad Jack Harry Oliver Joshua Samuel Benjamin Adam Ryan Luke Lee Gary Philip Ahmed Imran Yusuf Arjun Harpreet Piotr Krzysztof Łukasz Tomasz Sean Ciaran Owain Dylan Gareth Rhys Hamish Alasdair Kwame Emeka Leo Alfie Theo Noah Ethan Jowan Petroc Frederick Nicholas Timothy Geoffrey'.split(' ');
const streets = 'Quarry Rise,Chapel Hill,Saltmarsh Road,Signal Row,Millpond,Harbour Street,Orchard Green,Mill Lane,Church Road,Station Road,Larch Close,Heron Way,Castle Street,North Parade,Queen Street,Bramblefield,Tin Street,Elm Grove,Park Avenue,Victoria Terrace'.split(',');
const middles = 'Ann Jane Louise Marie Elizabeth Rose James John William Thomas Lee David Kaur Singh Bibi Ali'.split(' ');

/** Every person once, household by household. Telling them out takes about two seconds a million. */
export function* manyPeople(count: number, seed = 3): Generator<InventedPerson, void, undefined> {
  const random = seededRandom(seed);
  let made = 0;
  for (let household = 0; made < count; household += 1) {
    for (const person of membersOf(random, household, made)) {
      if (made === count) return;
      made += 1;
      yield person;
    }
  }
}

interface Being {
  readonly given: string;
  readonly family: string;
  readonly bornOn: string;
  readonly isTwin?: true;
  readonly isNamedAfterFather?: true;
}

function membersOf(random: Random, household: number, before: number): readonly InventedPerson[] {
  const address = homeOf(random, household);
  return beingsOf(random).map((being, at) => {
    const serial = before + at;
    const given = random.next() < 0.4 ? `${being.given} ${random.pick(middles)}` : being.given;
    return {
      reference: `P${String(serial + 1).padStart(8, '0')}`,
      names: [{ given, family: being.family }],
      dateOfBirth: being.bornOn,
      addresses: [address],
      phones: random.next() < 0.7 ? [`07700900${String(serial).padStart(7, '0')}`] : [],
      // Those who came one after the other have numbers one after the other, as twins do.
      ...(random.next() < 0.85 ? { nino: ninoOf(serial) } : {}),
      ...(random.next() < 0.4 ? { nhsNumber: `999${String(serial).padStart(7, '0')}` } : {}),
      isTwin: being.isTwin === true,
      isNamedAfterFather: being.isNamedAfterFather === true,
    };
  });
}

function ninoOf(serial: number): string {
  return `QQ${String(serial % 1_000_000).padStart(6, '0')}${'ABCD'.charAt(Math.floor(serial / 1_000_000) % 4)}`;
}

function homeOf(random: Random, household: number): InventedPerson['addresses'][number] {
  const at = Math.floor(household / 15);
  const letters = 'ABDEFGHJLNPQRSTUWXYZ';
  const inward = `${Math.floor(at / 400) % 10}${letters.charAt(at % 20)}${letters.charAt(Math.floor(at / 20) % 20)}`;
  const flat = random.next() < 0.15 ? [`Flat ${random.between(1, 12)}`] : [];
  return { lines: [...flat, `${(household % 15) * 2 + 1} ${streets[at % streets.length] ?? ''}`, 'Penhallow'], postcode: `ZZ${10 + (Math.floor(at / 4_000) % 90)} ${inward}` };
}

function beingsOf(random: Random): readonly Being[] {
  const family = familyOf(random);
  const year = random.between(1935, 1985);
  const father: Being = { given: random.pick(givensOfMen), family, bornOn: dayIn(random, year) };
  const mother: Being = { given: random.pick(givensOfWomen), family: random.next() < 0.7 ? family : familyOf(random), bornOn: dayIn(random, year + random.between(-5, 5)) };
  const size = random.between(1, 5);
  if (size === 1) return [random.next() < 0.5 ? father : mother];
  const children: Being[] = [];
  while (children.length < size - 2) children.push(...childrenOf(random, father, year + random.between(19, 38)));
  return [father, mother, ...children];
}

function childrenOf(random: Random, father: Being, year: number): readonly Being[] {
  const bornOn = dayIn(random, Math.min(year, 2023));
  const child = (): Being => ({ given: random.pick(random.next() < 0.5 ? givensOfMen : givensOfWomen), family: father.family, bornOn });
  const chance = random.next();
  if (chance < 0.03) return twins({ ...child(), isTwin: true }, { ...child(), isTwin: true });
  return [chance < 0.05 ? { ...child(), given: father.given, isNamedAfterFather: true } : child()];
}

/** Parents call twins by two names, except where a first name is one that brothers share: then the second name differs. */
function twins(one: Being, other: Being): readonly Being[] {
  if (one.given !== other.given) return [one, other];
  return /^M[uo]hamm/.test(one.given) ? [one, { ...other, given: `${other.given} Amin` }] : [one, { ...other, given: one.given === 'Morwenna' ? 'Tegen' : 'Morwenna' }];
}

function familyOf(random: Random): string {
  const chance = random.next();
  if (chance < 0.35) return commonFamilies[Math.floor(random.next() ** 2 * commonFamilies.length)] ?? 'Smith';
  if (chance < 0.42) return random.pick(otherFamilies);
  return `${random.pick(tailStarts)}${random.pick(tailMiddles)}${random.pick(tailEnds)}`;
}

function dayIn(random: Random, year: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return random.next() < 0.004 ? `${year}-01-01` : `${year}-${two(random.between(1, 12))}-${two(random.between(1, 28))}`;
}
