/** The outermost frame of every page: the head of the document and the body around what a layout draws. */
import { html, raw, type Html } from '../components/html.ts';
import { attribute } from '../components/params.ts';
import type { Page } from './page.ts';

export interface DocumentParts {
  readonly title: string;
  /** Names the look of the area; the style sheet hangs on it. */
  readonly bodyClass: string;
  /** Where a page goes by itself when no script runs: to itself while something is under way, or to “still here?”. */
  readonly turnsInto?: { readonly seconds: number; readonly href?: string } | undefined;
  /** The script that belongs to this screen alone; the page works without it. */
  readonly island?: string | undefined;
  readonly body: Html;
}

const doctype = raw('<!DOCTYPE html>\n');

function turning(turn: DocumentParts['turnsInto']): Html | undefined {
  if (turn === undefined) return undefined;
  const content = turn.href === undefined ? String(turn.seconds) : `${turn.seconds}; url=${turn.href}`;
  return html`<noscript><meta http-equiv="refresh" content="${content}"></noscript>`;
}

function script(address: string | undefined, nonce: string): Html | undefined {
  return address === undefined ? undefined : html`<script type="module" src="${address}" nonce="${nonce}"></script>`;
}

/** Nothing on the page runs or styles without the nonce, and nothing is written inline. */
export function documentOf(page: Page, parts: DocumentParts): Html {
  const { assets, nonce } = page;
  return html`${doctype}
    <html class="govuk-template" lang="${page.lang}" dir="${page.dir}">
      <head>
        <meta charset="utf-8">
        <title>${parts.title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
        <meta name="theme-color" content="#103B4A">
        <meta name="robots" content="noindex, nofollow">
        ${turning(parts.turnsInto)}
        <link rel="icon" href="${assets.icon}" type="image/svg+xml">
        <link rel="preload" href="${assets.font}" as="font" type="font/woff2" crossorigin>
        <link rel="stylesheet" href="${assets.stylesheet}" nonce="${nonce}">
        ${script(assets.script, nonce)}
        ${parts.island !== undefined && script(assets.islands[parts.island], nonce)}
      </head>
      <body class="govuk-template__body ${parts.bodyClass}"${attribute('data-refresh-seconds', page.refreshSeconds)}>
        ${parts.body}
      </body>
    </html>
  `;
}
