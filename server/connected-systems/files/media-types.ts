/** Which kind of document a file's name says it is. What its bytes say is looked at before anybody opens it. */

export const mediaTypes = {
  csv: 'text/csv',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  eml: 'message/rfc822',
  gif: 'image/gif',
  htm: 'text/html',
  html: 'text/html',
  ics: 'text/calendar',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  json: 'application/json',
  jsonl: 'application/jsonl',
  msg: 'application/vnd.ms-outlook',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  odt: 'application/vnd.oasis.opendocument.text',
  pdf: 'application/pdf',
  png: 'image/png',
  pst: 'application/vnd.ms-outlook-pst',
  tif: 'image/tiff',
  tiff: 'image/tiff',
  txt: 'text/plain',
  vcf: 'text/vcard',
  webp: 'image/webp',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  zip: 'application/zip',
} as const;

const byEnding: ReadonlyMap<string, string> = new Map(Object.entries(mediaTypes));

export const unknownMediaType = 'application/octet-stream';

/** By the ending of the name; `application/octet-stream` where it says nothing. */
export function mediaTypeByName(name: string): string {
  return byEnding.get(endingOf(name)) ?? unknownMediaType;
}

/** What follows the last full stop, in small letters; empty where there is none. */
export function endingOf(name: string): string {
  return /\.([A-Za-z0-9]{1,8})$/.exec(name)?.[1]?.toLowerCase() ?? '';
}
