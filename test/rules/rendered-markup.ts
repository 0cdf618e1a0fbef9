/** Reads markup the way a browser does, so that two renderings can be compared by what they mean. */
import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5';

type TreeNode = DefaultTreeAdapterTypes.ChildNode;

export interface RenderedElement {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (RenderedElement | string)[];
}

const inline = new Set(['a', 'b', 'strong', 'em', 'i', 'span', 'code', 'abbr', 'svg', 'path', 'g', 'circle', 'title']);
const keepsItsSpaces = new Set(['textarea', 'pre']);

function collapse(text: string): string {
  return text.replace(/[\t\n\f\r ]+/g, ' ');
}

function readNode(node: TreeNode, isVerbatim: boolean): RenderedElement | string | null {
  if ('value' in node) {
    const text = isVerbatim ? node.value : collapse(node.value).trim();
    return text === '' ? null : text;
  }
  if (!('tagName' in node)) return null;
  const attributes: Record<string, string> = {};
  for (const { name, value } of node.attrs) attributes[name] = name === 'class' ? collapse(value).trim() : value;
  const children = node.childNodes.map((child) => readNode(child, keepsItsSpaces.has(node.tagName)));
  return { tag: node.tagName, attributes, children: children.filter((child) => child !== null) };
}

/** The elements, attributes (in any order) and words; white space at the edges of an element is dropped. */
export function elementsOf(markup: string): readonly (RenderedElement | string)[] {
  return parseFragment(markup)
    .childNodes.map((child) => readNode(child, false))
    .filter((child) => child !== null);
}

function readAloud(node: TreeNode): string {
  if ('value' in node) return node.value;
  if (!('tagName' in node)) return '';
  const text = node.childNodes.map(readAloud).join('');
  return inline.has(node.tagName) ? text : `|${text}|`;
}

/** The words as they run on, so that a space lost between two inline elements shows; `|` is an edge of a block. */
export function wordsOf(markup: string): string {
  const text = parseFragment(markup).childNodes.map(readAloud).join('');
  return collapse(`|${text}|`).replace(/ ?(\| ?)+/g, '|');
}
