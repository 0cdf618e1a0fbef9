/** Reads an XML answer as text that is safe to parse: no document type, hence no entity of its own. */
import { SystemFault } from './connector.ts';
import type { Asking } from './connector.ts';
import { readText } from './http-asking.ts';
import type { HttpAnswer } from './http-asking.ts';

const xmlTypes: ReadonlySet<string> = new Set(['text/xml', 'application/xml', 'application/soap+xml']);

/** @throws SystemFault bad-answer for what is no XML, or XML that declares entities */
export async function readXml(answer: HttpAnswer, asking: Asking): Promise<string> {
  if (!xmlTypes.has(answer.mediaType)) {
    answer.discard();
    throw new SystemFault(answer.status >= 500 ? 'server-error' : 'bad-answer', 'the system did not answer with XML');
  }
  return safeXml(await readText(answer, asking));
}

/** @throws SystemFault */
export function safeXml(text: string): string {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) throw new SystemFault('bad-answer', 'the XML declares a document type');
  if (/<(?:[\w.-]+:)?(?:__proto__|constructor|prototype)[\s/>]/.test(text)) throw new SystemFault('bad-answer', 'the XML has an element that is no name');
  return text;
}
