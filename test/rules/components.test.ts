/** Every component function gives what govuk-frontend gives, by the examples which that package ships. */
import { readFileSync, readdirSync, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import type { Html } from '../../client/components/html.ts';
import { elementsOf, wordsOf } from './rendered-markup.ts';

interface Fixture {
  readonly name: string;
  readonly options: object;
  readonly html: string;
}

type Component = (params: unknown, marks?: unknown) => Html;
type Vouch = (markup: string) => Html;

const require = createRequire(import.meta.url);
const stock = join(dirname(require.resolve('govuk-frontend/package.json')), 'dist/govuk/components');
const ours = new URL('../../client/components/', import.meta.url);

const isMarkupOption = (key: string): boolean => key === 'html' || key.endsWith('Html');
const slotNames = new Set(['start', 'end', 'navigationStart', 'navigationEnd']);

/** The examples give markup as text; our types ask for markup that somebody vouched for. */
function withVouchedMarkup(value: unknown, raw: Vouch, isSlot = false): unknown {
  if (Array.isArray(value)) return value.map((entry) => withVouchedMarkup(entry, raw));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => {
      if (typeof entry === 'string' && (isMarkupOption(key) || (isSlot && slotNames.has(key)))) return [key, raw(entry)];
      return [key, withVouchedMarkup(entry, raw, key === 'slots')];
    }),
  );
}

/** Our types ask for these lists; a few examples leave them out. */
const askedFor: Readonly<Record<string, object>> = {
  accordion: { items: [] },
  breadcrumbs: { items: [] },
  checkboxes: { items: [] },
  'language-navigation': { items: [] },
  radios: { items: [] },
  select: { items: [] },
  'summary-list': { rows: [] },
  table: { rows: [] },
  tabs: { items: [] },
  'task-list': { items: [] },
};

/** The crown and the licence logo belong to others: the examples' own drawings are handed in, ours has none. */
function marksIn(markup: string, raw: Vouch): unknown {
  const logos = markup.match(/<svg[\s\S]*?<\/svg>/g) ?? [];
  const find = (mark: string): Html => raw(logos.find((logo) => logo.includes(mark)) ?? '');
  return {
    logo: find('govuk-header__logotype'),
    crown: find('govuk-footer__crown'),
    licence: find('govuk-footer__licence-logo'),
  };
}

function fixturesOf(component: string): readonly Fixture[] {
  const file = JSON.parse(readFileSync(join(stock, component, 'fixtures.json'), 'utf8')) as {
    readonly fixtures: readonly Fixture[];
  };
  return file.fixtures;
}

/** Loads one of our modules by address, so that all of them share one template module. */
async function load<T>(name: string): Promise<Record<string, T>> {
  return (await import(new URL(`${name}.ts`, ours).href)) as Record<string, T>;
}

async function componentOf(name: string): Promise<Component> {
  const exported = await load<Component>(name);
  const called = name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const component = exported[called];
  if (component === undefined) throw new Error(`${name}.ts does not export ${called}`);
  return component;
}

const names = readdirSync(stock).filter((name) => existsSync(join(stock, name, 'fixtures.json')));

describe('the component functions', () => {
  it('cover all 39 components and 725 examples of govuk-frontend', () => {
    const examples = names.reduce((sum, name) => sum + fixturesOf(name).length, 0);
    expect([names.length, examples]).to.deep.equal([39, 725]);
  });

  for (const name of names) {
    describe(name, () => {
      let draw: Component;
      let raw: Vouch;
      before(async () => {
        draw = await componentOf(name);
        const vouch = (await load<Vouch>('html')).raw;
        if (vouch === undefined) throw new Error('html.ts does not export raw');
        raw = vouch;
      });
      for (const fixture of fixturesOf(name)) {
        it(`equals the stock example “${fixture.name}”`, () => {
          const drawn = draw(
            withVouchedMarkup({ ...askedFor[name], ...fixture.options }, raw),
            marksIn(fixture.html, raw),
          ).markup;
          expect(elementsOf(drawn)).to.deep.equal(elementsOf(fixture.html));
          expect(wordsOf(drawn)).to.equal(wordsOf(fixture.html));
        });
      }
    });
  }
});
