/** Makes the copy that officers review of an office document or an Outlook message: a PDF, whose pages can be marked as they look. */

import { mediaTypes } from '../connected-systems/files/media-types.ts';
import { readOutlookMessage } from '../connected-systems/files/outlook-message.ts';
import type { Office, OfficeEnding } from './office.ts';

/** `not convertible` for every kind that is read as it is. */
export type Converted = { readonly note: 'converted'; readonly pdf: Uint8Array } | { readonly note: 'not-installed' | 'failed' | 'not convertible' };

const endings: ReadonlyMap<string, OfficeEnding> = new Map([
  [mediaTypes.docx, 'docx'],
  [mediaTypes.odt, 'odt'],
  [mediaTypes.ods, 'ods'],
  [mediaTypes.xlsx, 'xlsx'],
  [mediaTypes.msg, 'txt'],
] as const);

/** @param office null where LibreOffice is not installed */
export async function convertForReview(office: Office | null, { bytes, mediaType }: { readonly bytes: Uint8Array; readonly mediaType: string }): Promise<Converted> {
  const ending = endings.get(mediaType);
  if (ending === undefined || bytes.byteLength === 0) return { note: 'not convertible' };
  if (office === null) return { note: 'not-installed' };
  try {
    const pdf = await office.pdfOf(ending === 'txt' ? messageAsText(bytes) : bytes, ending);
    return pdf === null ? { note: 'failed' } : { note: 'converted', pdf };
  } catch {
    // What it cannot open is shown as text, or refused by whoever reads it; the original is kept either way.
    return { note: 'failed' };
  }
}

/** LibreOffice knows no Outlook messages: it is given the words. */
function messageAsText(bytes: Uint8Array): Uint8Array {
  const { headers, body } = readOutlookMessage(bytes);
  return Buffer.from([...headers, '', body.trim(), ''].join('\n'), 'utf8');
}
