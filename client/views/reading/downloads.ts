/** The files of an answer: volumes, each document, the data, and the list by which all of them can be checked. */

import { html, type Html } from '../../components/html.ts';
import { table } from '../../components/table.ts';
import type { Page } from '../page.ts';
import { readingFrame, type Room } from './frame.ts';

export interface DownloadableFile {
  readonly name: string;
  readonly kind: 'volume' | 'document' | 'data' | 'manifest';
  /** Of the volume or the item; 0 for the others. */
  readonly number: number;
  readonly byteCount: number;
}

export interface Downloads {
  readonly room: Room;
  readonly files: readonly DownloadableFile[];
}

function size(byteCount: number, { t }: Page): string {
  const kilobytes = Math.max(1, Math.round(byteCount / 1_000));
  return kilobytes < 1_000 ? t('reading.downloads.kilobytes', { count: kilobytes }) : t('reading.downloads.megabytes', { count: Math.round(kilobytes / 100) / 10 });
}

function described({ kind, number }: DownloadableFile, volumes: number, { t }: Page): string {
  switch (kind) {
    case 'volume':
      return t('reading.downloads.volume', { number, total: volumes });
    case 'document':
      return t('reading.downloads.document', { number });
    case 'data':
      return t('reading.downloads.dataWhat');
    case 'manifest':
      return t('reading.downloads.checkWhat');
  }
}

const groups = [
  ['volume', 'volumes'],
  ['data', 'data'],
  ['document', 'documents'],
  ['manifest', 'check'],
] as const;

export function downloadsPage({ room, files }: Downloads, page: Page): Html {
  const { t } = page;
  const volumes = files.filter(({ kind }) => kind === 'volume').length;
  const tables = groups.flatMap(([kind, heading]) => {
    const listed = files.filter((file) => file.kind === kind);
    if (listed.length === 0) return [];
    return [
      table({
        caption: t(`reading.downloads.${heading}`),
        captionClasses: 'govuk-table__caption--m',
        head: [{ text: t('reading.downloads.name') }, { text: t('reading.downloads.what') }, { text: t('reading.downloads.bytes'), format: 'numeric' }],
        rows: listed.map((file) => [
          { html: html`<a class="govuk-link" download href="${room.base}/downloads/${file.name}">${file.name}</a>` },
          { text: described(file, volumes, page) },
          { text: size(file.byteCount, page), format: 'numeric' },
        ]),
      }),
    ];
  });
  const body = html`<p class="govuk-body">${t('reading.downloads.intro')}</p>${tables}`;
  return readingFrame(room, page, { heading: t('reading.downloads.heading'), step: t('reading.steps.downloads'), body, backLink: room.base });
}
