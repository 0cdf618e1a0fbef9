/** Draws a search certificate as a tagged PDF, in the language of the page it is taken from. */

import type { Page } from '../../client/views/page.ts';
import { words, type Block, type CellContent, type Section } from '../disclosure/volumes/blocks.ts';
import { buildVolume } from '../disclosure/volumes/build-volume.ts';
import { measureSection } from '../disclosure/volumes/page-layout.ts';
import { sharedRuler } from '../disclosure/volumes/ruler.ts';
import { planVolumes } from '../disclosure/volumes/volume-plan.ts';
import type { SearchCertificate, SignedCertificate } from './search-certificate.ts';

type Words = Pick<Page, 't' | 'day' | 'lang'>;

const sectionId = 'certificate';

/** The same certificate in the same language makes the same bytes. */
export function certificatePdf(signed: SignedCertificate, page: Words): AsyncGenerator<Uint8Array> {
  const section = certificateSection(signed, page);
  const plan = planVolumes([measureSection(section, sharedRuler())]);
  const [volume] = plan.volumes;
  if (volume === undefined) throw new Error('a certificate has a page');
  return buildVolume({
    plan,
    volume,
    readSection: () => Promise.resolve(section),
    t: (key, values) => page.t(key === 'disclosure.volume.page' ? 'certificates.pdf.page' : key, values),
    lang: page.lang,
    councilName: signed.certificate.council,
    createdAt: `${signed.certificate.searched.to}T00:00:00.000Z`,
    title: page.t('certificates.heading'),
  });
}

function certificateSection({ certificate, certificateHash }: SignedCertificate, page: Words): Section {
  const { t } = page;
  const heading = t('certificates.heading');
  const paragraph = (text: string): Block => ({ kind: 'paragraph', content: words(text) });
  return {
    id: sectionId,
    blocks: [
      { kind: 'heading', level: 1, content: words(heading), bookmark: heading },
      paragraph(certificate.council),
      paragraph(t('certificates.reference', { reference: certificate.reference })),
      paragraph(t('certificates.span', { from: page.day(certificate.searched.from), to: page.day(certificate.searched.to) })),
      ...servicesTable(certificate, page),
      paragraph(t('certificates.same')),
      paragraph(t('certificates.check')),
      paragraph(t('certificates.code', { code: certificateHash })),
    ],
  };
}

function servicesTable({ services }: SearchCertificate, { t }: Words): readonly Block[] {
  const row = (cells: readonly CellContent[]): Block => ({ kind: 'row', table: 'services', cells });
  const header = (text: string): CellContent => ({ content: words(text), share: 0.5, header: 'Column' });
  return [
    row([header(t('certificates.service')), header(t('certificates.outcome'))]),
    ...services.map(({ service, outcome }) =>
      row([
        { content: words(service), share: 0.5, header: 'Row' },
        { content: words(t(`certificates.outcomes.${outcome.replaceAll(' ', '-')}`)), share: 0.5 },
      ]),
    ),
  ];
}
