/** The frames in which every page stands: one for residents, one for staff, and one for a service contact, who has no account. */
import { backLink } from '../components/back-link.ts';
import { errorSummary } from '../components/error-summary.ts';
import { genericHeader } from '../components/generic-header.ts';
import { html, type Hole, type Html } from '../components/html.ts';
import { languageNavigation } from '../components/language-navigation.ts';
import { serviceNavigation } from '../components/service-navigation.ts';
import { skipLink } from '../components/skip-link.ts';
import { documentOf } from './document.ts';
import { exitForm, exitSkipLink } from './exit-form.ts';
import { idleWarning, stillHereAddress } from './idle-warning.ts';
import type { Page } from './page.ts';
import { once } from './once.ts';
import { staffBar } from './staff-bar.ts';

/** All that a history list or a tab may ever say about a resident's page. */
export const residentTitles = [
  'your-information',
  'your-request',
  'reading',
  'your-choices',
  'activity',
  'contact-us',
  'account',
  'help',
] as const;

export type ResidentTitle = (typeof residentTitles)[number];

/** A sentence that says what to do, and the `#id` of the field it is about. */
export interface PageError {
  readonly text: string;
  readonly href?: string | undefined;
}

interface Contents {
  /** The h1; left out when the body carries its own, as in a page that is one question. */
  readonly heading?: string | undefined;
  readonly errors?: readonly PageError[] | undefined;
  readonly body: Hole;
  readonly backLink?: string | undefined;
  /** A file of `client/islands`, without its ending, that belongs to this screen alone. */
  readonly island?: string | undefined;
}

export interface ResidentContents extends Contents {
  readonly title: ResidentTitle;
  /** Words added to the title to tell the steps of one form apart; harmless ones only. */
  readonly step?: string | undefined;
}

export interface StaffContents extends Contents {
  readonly title: string;
  /** True for tables and the workbench, which need all the width there is. */
  readonly isWide?: boolean | undefined;
}

interface TitleParts {
  readonly title: string;
  readonly step?: string | undefined;
  readonly errors?: readonly PageError[] | undefined;
}

function titleOf(page: Page, { title, step, errors = [] }: TitleParts): string {
  const council = page.council.name;
  const named =
    step === undefined ? page.t('layout.title.plain', { title, council }) : page.t('layout.title.step', { title, step, council });
  return errors.length > 0 ? page.t('layout.title.error', { title: named }) : named;
}

function summaryOf(page: Page, errors: readonly PageError[]): Html | undefined {
  if (errors.length === 0) return undefined;
  return errorSummary({ titleText: page.t('layout.errors.title'), errorList: errors });
}

function updating(page: Page): Html | undefined {
  if (page.refreshSeconds === undefined) return undefined;
  const { t } = page;
  return html`
    <div class="fs-updating" data-updating data-stop="${t('layout.refresh.stop')}"
      data-start="${t('layout.refresh.start')}" data-is-on="${t('layout.refresh.isOn')}"
      data-is-off="${t('layout.refresh.isOff')}"
    >
      <a class="govuk-link" href="${page.path}">${t('layout.refresh.now')}</a>
    </div>
  `;
}

function mainOf(page: Page, contents: Contents, headingClass: string): Html {
  const title = contents.heading !== undefined && html`<h1 class="${headingClass}">${contents.heading}</h1>`;
  return html`
    <main class="govuk-main-wrapper" id="main-content">
      ${summaryOf(page, contents.errors ?? [])}${title}${contents.body}${updating(page)}
    </main>
  `;
}

function backTo(page: Page, href: string | undefined): Html | undefined {
  if (href === undefined) return undefined;
  const text = page.t('layout.back');
  return html`<nav aria-label="${text}">${backLink({ href, text })}</nav>`;
}

function turnsInto(page: Page): { readonly seconds: number; readonly href?: string } | undefined {
  if (page.refreshSeconds !== undefined) return { seconds: page.refreshSeconds };
  if (!page.isSignedIn || page.idleWarningSeconds === undefined) return undefined;
  return { seconds: page.idleWarningSeconds, href: stillHereAddress(page) };
}

const residentPlaces = [
  ['information', '/information'],
  ['requests', '/requests'],
  ['choices', '/choices'],
  ['help', '/help'],
  ['account', '/account'],
] as const;

function residentNavigation(page: Page): Html | undefined {
  if (!page.isSignedIn) return undefined;
  const { t, path } = page;
  return serviceNavigation({
    menuButtonText: t('layout.menu'),
    navigationLabel: t('layout.menuName'),
    navigation: residentPlaces.map(([name, href]) => ({
      text: t(`layout.navigation.${name}`),
      href,
      current: path === href,
      active: path.startsWith(`${href}/`),
    })),
  });
}

function languageSwitch(page: Page): Html | undefined {
  if (page.languages.length < 2) return undefined;
  return languageNavigation({
    ariaLabel: page.t('layout.language.name'),
    items: page.languages.map(({ code, name, isCurrent }) => ({
      text: name,
      lang: code,
      current: isCurrent,
      href: `${page.path}?lang=${code}`,
    })),
  });
}

const footerPlaces = [
  ['help', '/help'],
  ['leaving', '/help/leaving'],
  ['other-ways', '/help/other-ways'],
  ['privacy', '/privacy'],
  ['accessibility', '/accessibility'],
] as const;

const residentFooter = once((page): Html => {
  const { t, council } = page;
  const links = footerPlaces.map(
    ([name, href]) => html`
      <li class="govuk-footer__inline-list-item">
        <a class="govuk-footer__link" href="${href}">${t(`layout.footer.${name}`)}</a>
      </li>
    `,
  );
  return html`
    <footer class="govuk-footer">
      <div class="govuk-width-container">
        <h2 class="govuk-visually-hidden">${t('layout.footer.name')}</h2>
        <ul class="govuk-footer__inline-list">${links}</ul>
        <p class="fs-footer__contact">
          ${council.name}. ${t('layout.footer.contact', { phone: council.phone, hours: council.hours })}
        </p>
      </div>
    </footer>
  `;
});

const skipToContent = once((page): Html => skipLink({ href: '#main-content', text: page.t('layout.skip.content') }));

const residentHeader = once((page): Html => genericHeader({ logoText: page.council.name, url: '/' }));

/** A resident's page, signed in or not: calm, one column, with a way out on every one of them. */
export function residentLayout(page: Page, contents: ResidentContents): Html {
  const title = titleOf(page, { ...contents, title: page.t(`layout.titles.${contents.title}`) });
  const top = html`<div class="fs-top govuk-width-container">${backTo(page, contents.backLink)}${languageSwitch(page)}</div>`;
  const body = html`
    ${skipToContent(page)}
    ${exitSkipLink(page)}
    <header>${residentHeader(page)}${residentNavigation(page)}</header>
    ${exitForm(page)}
    ${top}
    <div class="govuk-width-container">${mainOf(page, contents, 'govuk-heading-l')}</div>
    ${residentFooter(page)}
    ${page.isSignedIn && idleWarning(page)}
  `;
  return documentOf(page, { title, bodyClass: 'fs-resident', turnsInto: turnsInto(page), island: contents.island, body });
}

/** A page behind a one-time link: the look of a resident's, and nothing around it to go to. The tab says no more than that it is a reply. */
export function contactLayout(page: Page, contents: Contents & { readonly step?: string }): Html {
  const title = titleOf(page, { ...contents, title: page.t('reply.title') });
  const body = html`
    ${skipToContent(page)}
    <header>${residentHeader(page)}</header>
    <div class="fs-top govuk-width-container">${backTo(page, contents.backLink)}${languageSwitch(page)}</div>
    <div class="govuk-width-container">${mainOf(page, contents, 'govuk-heading-l')}</div>
    ${residentFooter(page)}
  `;
  return documentOf(page, { title, bodyClass: 'fs-resident', turnsInto: undefined, island: contents.island, body });
}

/** A page for officers or councillors: dense, in stable places, named in words when it is not the live service. */
export function staffLayout(page: Page, contents: StaffContents): Html {
  const title = titleOf(page, contents);
  const width = contents.isWide === true ? 'fs-wide' : 'govuk-width-container';
  const body = html`
    ${skipToContent(page)}
    ${staffBar(page)}
    <div class="${width}">
      ${backTo(page, contents.backLink)}${mainOf(page, contents, 'govuk-heading-m fs-staff__heading')}
    </div>
    ${page.isSignedIn && idleWarning(page)}
  `;
  return documentOf(page, { title, bodyClass: 'fs-staff', turnsInto: turnsInto(page), island: contents.island, body });
}
