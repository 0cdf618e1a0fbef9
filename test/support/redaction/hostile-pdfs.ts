/** Makes PDFs that are small to send and endless to open. */
import { deflateSync } from 'node:zlib';
import { last, onePage, pdf, show, type Body } from './make-adversarial.ts';

/** A form that draws a form ten times, which draws a form ten times, and so on. */
export function billionForms(): Uint8Array {
  const deep = 9;
  const forms = Array.from({ length: deep }, (_, i): [number, Body] => {
    const isLast = i === deep - 1;
    const resources = isLast ? '/Font<</F1 5 0 R>>' : `/XObject<</X ${String(21 + i)} 0 R>>`;
    return [20 + i, { dict: `/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<<${resources}>>`, data: isLast ? show('ha') : '/X Do '.repeat(10) }];
  });
  return onePage({ content: `/X Do ${last}`, resources: '/XObject<</X 20 0 R>>', more: new Map<number, Body>(forms) });
}

/** A few hundred bytes that become 300 million. */
export function inflatedContent(): Uint8Array {
  const content = Buffer.alloc(300 * 1024 * 1024, 0x20);
  return onePage({ content: last, more: new Map<number, Body>([[4, { dict: '/Filter[/FlateDecode/FlateDecode]', data: deflateSync(deflateSync(content, { level: 1 })) }]]) });
}

/** A page tree whose pages hold one another, and a table of objects that leads back to itself. */
export function roundInCircles(): Uint8Array {
  const file = Buffer.from(pdf(new Map<number, Body>([[1, '<</Type/Catalog/Pages 2 0 R>>'], [2, '<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>'], [3, '<</Type/Pages/Parent 2 0 R/Kids[2 0 R]/Count 1>>']]))).toString('latin1');
  const start = file.lastIndexOf('xref\n0');
  return Buffer.from(file.replace('/Root 1 0 R', `/Root 1 0 R/Prev ${String(start)}`), 'latin1');
}

/** `count` pages with nothing on them. */
export function emptyPages(count: number): Uint8Array {
  const kids = Array.from({ length: count }, (_, i) => `${String(10 + i)} 0 R`).join(' ');
  return pdf(new Map<number, Body>([
    [1, '<</Type/Catalog/Pages 2 0 R>>'], [2, `<</Type/Pages/Kids[${kids}]/Count ${String(count)}/MediaBox[0 0 595 842]>>`],
    ...Array.from({ length: count }, (_, i): [number, Body] => [10 + i, '<</Type/Page/Parent 2 0 R>>']),
  ]));
}

/** A page five kilometres wide. */
export function hugePage(): Uint8Array {
  return onePage({ content: `0 0 m 1 1 l S ${last}`, page: '/MediaBox[0 0 14400000 14400000]' });
}
