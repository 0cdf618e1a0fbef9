/** A small site that shows the page frames with every common component, under the real headers: for browser tests. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express } from 'express';
import { button } from '../../client/components/button.ts';
import { csrfField } from '../../client/components/csrf-field.ts';
import { characterCount } from '../../client/components/character-count.ts';
import { dateInput } from '../../client/components/date-input.ts';
import { details } from '../../client/components/details.ts';
import { fileUpload } from '../../client/components/file-upload.ts';
import { html, type Html } from '../../client/components/html.ts';
import { radios } from '../../client/components/radios.ts';
import { summaryList } from '../../client/components/summary-list.ts';
import { table } from '../../client/components/table.ts';
import { tag } from '../../client/components/tag.ts';
import { characterCountWords, dateParts, fileUploadWords, problem } from '../../client/views/component-words.ts';
import { notFoundPage } from '../../client/views/errors/not-found.ts';
import { signedOutPage } from '../../client/views/errors/session-ending.ts';
import { residentLayout, staffLayout } from '../../client/views/layout.ts';
import type { Page } from '../../client/views/page.ts';
import { assetHandler, builtAssetsFolder, loadAssets } from '../../server/platform/assets.ts';
import { buildAssets } from '../../server/platform/build-assets.ts';
import { projectRoot, readConfig } from '../../server/platform/config.ts';
import { makeNonce, nonceOf, securityHeaders } from '../../server/platform/web-security.ts';
import { openWords, readSentences } from '../../server/platform/words.ts';
import { aPage } from './a-page.ts';
import { pseudoCode, pseudoSentences } from './pseudo-locale.ts';

function marks(): readonly Html[] {
  const states = ['suggested', 'accepted', 'to-see', 'rejected', 'undecided', 'locked'];
  return states.map(
    (state) =>
      html`<button type="button" class="fs-mark fs-mark--${state}"><span class="fs-mark__tag" aria-hidden="true">?</span>R Okonjo (${state})</button> `,
  );
}

function everyComponent(page: Page): Html {
  const { t } = page;
  const choice = radios({
    name: 'what',
    fieldset: { legend: { text: 'What would you like a copy of?', classes: 'govuk-fieldset__legend--m' } },
    errorMessage: problem(t, 'Choose everything, or only some services'),
    items: [
      { value: 'all', text: 'Everything you hold about me' },
      { value: 'some', text: 'Only some services' },
    ],
  });
  const facts = [
    summaryList({
      rows: [
        {
          key: { text: 'Reference' },
          value: { text: '7K2M-9XQD-4H' },
          actions: { items: [{ href: '/', text: 'Change', visuallyHiddenText: 'reference' }] },
        },
      ],
    }),
    table({
      caption: 'Systems',
      head: [{ text: 'System' }, { text: 'Items', format: 'numeric' }],
      rows: [[{ text: 'Housing' }, { text: 212, format: 'numeric' }]],
    }),
    html`<p class="govuk-body">It says <span class="fs-blank">Someone else’s information</span> here. ${tag({ text: 'Answered', classes: 'govuk-tag--green' })} ${tag({ text: 'No answer', classes: 'govuk-tag--red' })} ${tag({ text: 'Still looking', classes: 'govuk-tag--yellow' })}</p>`,
    details({ summaryText: 'How this works', text: 'Inside' }),
  ];
  const asked = [
    choice,
    dateInput({ id: 'from', namePrefix: 'from', fieldset: { legend: { text: 'From' } }, items: dateParts(t) }),
    characterCount({ name: 'note', maxlength: 20, label: { text: 'Note' }, ...characterCountWords(t) }),
    fileUpload({ name: 'files', label: { text: 'Files' }, javascript: true, ...fileUploadWords(t) }),
    html`<div class="fs-equal">${button({ text: 'Yes, I agree' })}${button({ text: 'No, I do not agree' })}</div>`,
  ];
  return html`<form method="post" action="/form">${csrfField(page)}${asked}</form>${facts}<p>${marks()}</p><div id="state" data-live><p class="govuk-body">Looked</p></div>`;
}

const signedIn = { isSignedIn: true, csrfToken: 'token-1', idleWarningSeconds: 720 } as const;

function pagesOf(): Readonly<Record<string, (page: Page) => Html>> {
  const errors = [{ text: 'Choose everything, or only some services', href: '#what' }];
  const pseudo = openWords({ en: readSentences('en'), [pseudoCode]: pseudoSentences(readSentences('en')) })(pseudoCode);
  const resident = (page: Page): Html =>
    residentLayout(page, { title: 'your-request', heading: 'Your request', backLink: '/', body: everyComponent(page) });
  const staff = { area: 'officer', path: '/officer', staffRoles: ['Preparer'], environmentName: 'Demonstration' } as const;
  return {
    '/resident': (page) => resident({ ...page, ...signedIn }),
    '/resident-errors': (page) =>
      residentLayout(
        { ...page, ...signedIn },
        { title: 'your-request', heading: 'Your request', errors, body: everyComponent(page) },
      ),
    '/resident-idle': (page) => resident({ ...page, ...signedIn, idleWarningSeconds: 0.2 }),
    '/resident-under-way': (page) => resident({ ...page, ...signedIn, path: '/resident-under-way', refreshSeconds: 0.2 }),
    '/visitor': (page) => resident(page),
    '/longer-words': (page) => resident({ ...page, ...signedIn, lang: 'cy', t: aPage({ lang: 'cy' }).t }),
    '/right-to-left': (page) => resident({ ...page, ...signedIn, lang: pseudoCode, dir: 'rtl', t: pseudo }),
    '/staff': (page) =>
      staffLayout(
        { ...page, ...signedIn, ...staff },
        { title: 'Queue', heading: 'Queue', body: everyComponent(page), isWide: true },
      ),
    '/not-found': notFoundPage,
    '/signed-out': (page) => signedOutPage({ signInAddress: '/sign-in' }, page),
  };
}

export interface FramePages {
  readonly address: string;
  /** What was posted so far, as `POST /path`. */
  readonly posts: readonly string[];
  close(): void;
}

/** Builds the assets when they are stale; listens on a free port. */
export async function openFramePages(): Promise<FramePages> {
  await buildAssets({ root: projectRoot(), outDir: builtAssetsFolder() });
  const posts: string[] = [];
  const server: Server = createServer(appOf(posts));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}`, posts, close: () => void server.close() };
}

function appOf(posts: string[]): Express {
  const app = express();
  app.use(makeNonce);
  app.use(securityHeaders({ config: readConfig({}), formTargets: [] }));
  app.use('/assets', assetHandler());
  const assets = loadAssets();
  for (const [path, draw] of Object.entries(pagesOf())) {
    app.get(path, (_req, res) => {
      res.setHeader('Cache-Control', 'no-store');
      res.type('html').send(draw(aPage({ path, assets, nonce: nonceOf(res) })).markup);
    });
  }
  app.post('/exit', (_req, res) => {
    posts.push('POST /exit');
    res.redirect(303, '/not-found');
  });
  app.post('/still-here', (_req, res) => {
    posts.push('POST /still-here');
    res.redirect(303, '/resident');
  });
  return app;
}
