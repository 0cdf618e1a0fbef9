/** The answer as data: the same bytes everywhere, and checkable offline. */

import { createHash, createPublicKey } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFDocument } from '@cantoo/pdf-lib';
import { expect } from 'chai';
import { z } from 'zod';
import publishedSchema from '../../../server/disclosure/answer.schema.json' with { type: 'json' };
import { answerSchema, writeAnswerJson } from '../../../server/disclosure/answer-json.ts';
import { canonicalJson } from '../../../server/disclosure/canonical-json.ts';
import { signManifest, type Manifest, type ManifestFile } from '../../../server/disclosure/manifest.ts';
import { pageHashesOf } from '../../../server/disclosure/page-hashes.ts';
import { signingKeyFrom } from '../../../server/disclosure/signing-key.ts';
import { verifyBundle } from '../../../server/disclosure/verify-bundle.ts';
import { verdictOn } from '../../../server/disclosure/verify-bundle-cli.ts';
import { aBlank, aDocument, anAnswer, aRecord } from '../../support/answers.ts';

const privateKey = signingKeyFrom(Buffer.alloc(32, 7));
const publicKey = createPublicKey(privateKey);

describe('canonical JSON', () => {
  for (const [value, bytes] of [
    [{ b: 1, a: [true, null, 'x'] }, '{"a":[true,null,"x"],"b":1}'],
    [{ '\u20ac': 1, '\r': 2, '1': 3, 'é': 4 }, '{"\\r":2,"1":3,"é":4,"€":1}'],
    [1e21, '1e+21'],
    ['"\\\u000f', '"\\"\\\\\\u000f"'],
  ] as const) {
    it(`writes ${bytes}`, () => {
      expect(canonicalJson(value)).to.equal(bytes);
    });
  }

  it('refuses half a character', () => {
    expect(() => canonicalJson('\ud800')).to.throw(TypeError);
  });
});

const answer = anAnswer([aRecord(1), aDocument(2, { pages: [[[{ text: 'Told to ' }, aBlank(), { text: '.' }]]] })]);

async function collect(parts: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const part of parts) chunks.push(part);
  return Buffer.concat(chunks);
}

describe('the answer as data', () => {
  it('has the published form', async () => {
    const read = answerSchema.safeParse(JSON.parse((await collect(writeAnswerJson(answer))).toString()));
    expect(read.success).to.equal(true);
  });

  it('shows a blank by its label alone', async () => {
    const data = answerSchema.parse(JSON.parse((await collect(writeAnswerJson(answer))).toString()));
    const [, document] = data.items;
    expect(document?.kind === 'document' ? document.pages[0]?.[0]?.[1] : null).to.deep.equal({ leftOut: "Someone else's information", extent: 'part' });
  });

  it('says where a document is held as well, and which earlier messages it stands for', async () => {
    const standsFor = { copies: [{ service: 'Housing', count: 2 }], messages: 1 };
    const data = answerSchema.parse(JSON.parse((await collect(writeAnswerJson(anAnswer([aDocument(1, { standsFor }), aDocument(2)])))).toString()));
    expect(data.items.map((item) => item.standsFor)).to.deep.equal([standsFor, undefined]);
  });

  it('is described by the schema file', () => {
    expect(publishedSchema).to.deep.equal(JSON.parse(JSON.stringify(z.toJSONSchema(answerSchema))));
  });
});

async function aBundle(folder: string): Promise<void> {
  const pdf = await PDFDocument.create();
  pdf.addPage().drawText('first');
  pdf.addPage().drawText('second');
  const document = Buffer.from(await pdf.save());
  const items: { number: number; sha256: string }[] = [];
  const data = await collect(writeAnswerJson(answer, (item) => items.push(item)));
  const entry = (name: string, bytes: Buffer, pages: readonly string[]): ManifestFile => ({ name, byteCount: bytes.byteLength, sha256: createHash('sha256').update(bytes).digest('hex'), item: null, pages });
  const manifest: Manifest = {
    format: 'fairsight-manifest-1',
    reference: '7K2M-9XQD-4H',
    council: 'Penhallow Council',
    releasedAt: '2026-11-20T10:00:00.000Z',
    files: [entry('document-002.pdf', document, await pageHashesOf(document)), entry('data.json', data, [])],
    items,
  };
  await writeFile(join(folder, 'document-002.pdf'), document);
  await writeFile(join(folder, 'data.json'), data);
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(signManifest(manifest, privateKey)));
}

describe('checking a downloaded answer offline', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bundle '));
    await aBundle(folder);
  });
  afterEach(() => rm(folder, { recursive: true }));

  const problems = async () => (await verifyBundle(folder, publicKey)).problems;
  const rewrite = async (name: string, change: (text: string) => string) => writeFile(join(folder, name), change(await readFile(join(folder, name), 'latin1')), 'latin1');

  it('finds nothing wrong with what was released', async () => {
    expect(await verifyBundle(folder, publicKey)).to.deep.equal({ valid: true, problems: [], isKeyChecked: true });
  });

  it('takes the manifest as well as its folder', async () => {
    expect((await verifyBundle(join(folder, 'manifest.json'), null)).valid).to.equal(true);
  });

  it('names the file that was changed', async () => {
    await rewrite('document-002.pdf', (text) => `${text}\n`);
    expect(await problems()).to.deep.equal(['document-002.pdf was changed']);
  });

  it('names the item that was changed', async () => {
    await rewrite('data.json', (text) => text.replace('Told to', 'Sold to'));
    expect(await problems()).to.deep.equal(['data.json was changed', 'item 2 was changed']);
  });

  it('names the page that was changed', async () => {
    const pdf = await PDFDocument.load(await readFile(join(folder, 'document-002.pdf')));
    pdf.getPage(1).drawText('more');
    await writeFile(join(folder, 'document-002.pdf'), await pdf.save());
    expect(await problems()).to.deep.equal(['document-002.pdf was changed', 'document-002.pdf, page 2 was changed']);
  });

  it('names the file that is missing', async () => {
    await rm(join(folder, 'document-002.pdf'));
    expect(await problems()).to.deep.equal(['document-002.pdf is missing']);
  });

  it('names a file that was put beside the others', async () => {
    await writeFile(join(folder, 'volume-9.pdf'), '');
    expect(await problems()).to.deep.equal(['volume-9.pdf is not part of this answer']);
  });

  it('refuses a manifest that was changed', async () => {
    await rewrite('manifest.json', (text) => text.replace('7K2M', '8K2M'));
    expect(await problems()).to.deep.equal(['the bundle hash is not that of the manifest']);
  });

  it("refuses a manifest signed with another's key", async () => {
    const stranger = createPublicKey(signingKeyFrom(Buffer.alloc(32, 8)));
    expect((await verifyBundle(folder, stranger)).problems).to.deep.equal(['the manifest was signed with another key']);
  });

  it('answers a missing file with one sentence', async () => {
    expect((await verdictOn(join(folder, 'nothing'), null)).output).to.equal('{"error":"There is no such file."}');
  });
});
