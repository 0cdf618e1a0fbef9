/** Proves that a document made to take all time or memory takes only its own process with it. */
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { documentsApart, type DocumentsApart } from '../../server/redaction/engine/apart/apart.ts';
import { usualLimits } from '../../server/redaction/engine/apart/limits.ts';
import { standardLabels, type RedactionOrder } from '../../server/redaction/engine/pdf/redaction-order.ts';
import { billionForms, inflatedContent, roundInCircles } from '../support/redaction/hostile-pdfs.ts';
import { last, name, onePage, show } from '../support/redaction/make-adversarial.ts';

const megabyte = 1024 * 1024;
const order = (bytes: Uint8Array): RedactionOrder => ({ bytes, terms: [name], marks: [], labels: standardLabels });
const honest = onePage({ content: show(`Seen by ${name}.`) + last });

describe('opening documents in a process apart', function () {
  this.timeout(60_000);
  let apart: DocumentsApart;
  const isRedacted = async (): Promise<boolean> => {
    const answer = await apart.ask('redact', order(honest));
    return 'outcome' in answer && answer.outcome.redacted;
  };
  before(() => { apart = documentsApart({ ...usualLimits, silenceMilliseconds: 6_000, mostResidentBytes: 400 * megabyte }); });
  after(() => { apart.close(); });

  it('gives what the deed gives', async () => {
    expect(await isRedacted()).to.equal(true);
  });

  it('refuses forms that draw forms without end, and goes on', async () => {
    const answer = await apart.ask('redact', order(billionForms()));
    expect(answer).to.have.property('overrun').that.is.oneOf(['took too long', 'took too much memory']);
    expect(await isRedacted()).to.equal(true);
  });

  it('refuses content that inflates to gigabytes, and goes on', async () => {
    expect(await apart.ask('read', { bytes: inflatedContent(), mediaType: 'application/pdf' })).to.include({ overrun: 'took too much memory' });
    expect(await isRedacted()).to.equal(true);
  });

  it('comes to the end of pages that lead round in circles, and calls them not clean', async () => {
    expect(await apart.ask('check', { bytes: roundInCircles(), terms: [name] })).to.have.nested.property('outcome.clean', false);
  });

  it('answers for the document that stood beside a hostile one', async () => {
    const [hostile, beside] = await Promise.all([apart.ask('redact', order(billionForms())), isRedacted()]);
    expect(hostile).to.have.property('overrun');
    expect(beside).to.equal(true);
  });
});

describe('a process for documents that has grown', () => {
  it('is let go after its answer, and the next document gets another', async () => {
    const apart = documentsApart({ ...usualLimits, retireAboveBytes: 1 });
    for (const answer of [await apart.ask('redact', order(honest)), await apart.ask('redact', order(honest))]) expect(answer).to.have.nested.property('outcome.redacted', true);
    apart.close();
  });
});

describe('a process for documents that was let go', () => {
  it('is not asked again while it ends', async () => {
    const apart = documentsApart(usualLimits);
    await apart.ask('redact', order(honest));
    apart.close();
    expect(await apart.ask('redact', order(honest))).to.have.nested.property('outcome.redacted', true);
    apart.close();
  });

  it('is replaced also when its last deed failed', async () => {
    const apart = documentsApart({ ...usualLimits, retireAboveBytes: 1 });
    // No deed takes this: it stands for whatever a library throws.
    const failed = await apart.ask('redact', { ...order(honest), terms: new Array<string>(1) }).catch((error: unknown) => error);
    expect(failed).to.be.instanceOf(Error);
    expect(await apart.ask('redact', order(honest))).to.have.nested.property('outcome.redacted', true);
    apart.close();
  });
});

const program = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? '../support/redaction/crashing-process.ts' : '../support/redaction/crashing-process.js', import.meta.url));

describe('the picture of one page', function () {
  this.timeout(10_000);
  const page = { bytes: honest, page: 1, dotsPerInch: 72 };
  const most = usualLimits.wholeMilliseconds;

  it('has a time of its own, which a whole document does not have to keep', async () => {
    const apart = documentsApart({ ...usualLimits, wholeMilliseconds: { ...most, draw: 1, frame: 1 } }, program);
    for (const deed of ['draw', 'frame'] as const) expect(await apart.ask(deed, page)).to.include({ overrun: 'took too long' });
    expect(await apart.ask('redact', order(honest))).to.deep.equal({ outcome: 'answered' });
    apart.close();
  });

  it('takes at most half a minute of an officer’s time', () => {
    expect([most.draw, most.frame].every((milliseconds) => milliseconds <= 30_000)).to.equal(true);
  });
});

describe('a document that ends the process it is opened in', function () {
  this.timeout(30_000);
  let apart: DocumentsApart;
  let tally: string;
  const crashing = (signal: NodeJS.Signals, times: number) => apart.ask('redact', { ...order(honest), title: `${signal} ${String(times)} ${tally}` });
  const crashes = async (): Promise<number> => (await readFile(tally)).length;
  beforeEach(async () => {
    apart = documentsApart(usualLimits, program);
    tally = join(await mkdtemp(join(tmpdir(), 'fairsight-crash-')), 'tally');
  });
  afterEach(() => { apart.close(); });

  for (const signal of ['SIGSEGV', 'SIGTRAP', 'SIGKILL'] as const) {
    it(`is refused once it has done so twice by itself: ${signal}`, async () => {
      expect(await crashing(signal, 9)).to.include({ overrun: 'could not be opened safely' });
      expect(await crashes()).to.equal(2);
    });
  }

  it('is answered for when that happened once', async () => {
    expect(await crashing('SIGKILL', 1)).to.deep.equal({ outcome: 'answered' });
  });

  it('does not take the blame on the document beside it', async () => {
    const [hostile, beside] = await Promise.all([crashing('SIGSEGV', 9), apart.ask('redact', order(honest))]);
    expect(hostile).to.include({ overrun: 'could not be opened safely' });
    expect(beside).to.deep.equal({ outcome: 'answered' });
  });

  it('is not blamed when somebody stops the product', async () => {
    expect(await crashing('SIGTERM', 9).catch((error: unknown) => error)).to.be.instanceOf(Error);
  });
});
