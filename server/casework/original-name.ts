/** Names a downloaded original: neutral, and never so that opening it runs anything. */

const extensions: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'message/rfc822': 'eml',
  'application/json': 'json.txt',
  'text/plain': 'txt',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/tiff': 'tif',
  // A spreadsheet runs a cell that begins with an equals sign; a text editor shows it.
  'text/csv': 'csv.txt',
  'text/html': 'html.txt',
};

export function originalName(item: { readonly number: number; readonly mediaType: string }): string {
  return `item-${item.number}.${extensions[item.mediaType] ?? 'bin'}`;
}
