/** The main links of a service, under its header. */
import { html, type Html } from './html.ts';
import {
  attribute,
  attributes,
  classes,
  contentOf,
  hasContent,
  hasMarkup,
  isGiven,
  isPresent,
  type Absent,
  type Attributes,
  type Options,
} from './params.ts';

export type ServiceNavigationItem = Options<{
  text: string;
  html: Html;
  href: string;
  /** The page itself. */
  current: boolean;
  /** A page of the same section. */
  active: boolean;
  attributes: Attributes;
}>;

export type ServiceNavigationSlots = Options<{
  start: Html;
  end: Html | Options<{ html: Html; align: string }>;
  navigationStart: Html;
  navigationEnd: Html;
}>;

export type ServiceNavigationParams = Options<{
  ariaLabel: string;
  menuButtonText: string;
  menuButtonLabel: string;
  navigationLabel: string;
  navigationId: string;
  navigationClasses: string;
  collapseNavigationOnMobile: boolean;
  serviceName: string;
  serviceUrl: string;
  navigation: readonly (ServiceNavigationItem | Absent)[];
  slots: ServiceNavigationSlots;
  classes: string;
  attributes: Attributes;
}>;

function navigationItem(item: ServiceNavigationItem): Html {
  const isHere = item.active === true || item.current === true;
  const current = attribute('aria-current', isHere && (item.current === true ? 'page' : 'true'));
  const words = isHere
    ? html`<strong class="govuk-service-navigation__active-fallback">${contentOf(item)}</strong>`
    : contentOf(item);
  const text = hasContent(item) && html`<span class="govuk-service-navigation__text"${current}>${words}</span>`;
  const link =
    isGiven(item.href) &&
    html`<a class="govuk-service-navigation__link" href="${item.href}"${current}${attributes(item.attributes)}>${words}</a>`;
  return html`
    <li class="${classes('govuk-service-navigation__item', isHere && 'govuk-service-navigation__item--active')}">
      ${link === false ? text : link}
    </li>
  `;
}

function navigation(params: ServiceNavigationParams): Html | false {
  const items = (params.navigation ?? []).filter(isPresent);
  const { navigationStart, navigationEnd } = params.slots ?? {};
  if (items.length === 0 && !hasMarkup(navigationStart) && !hasMarkup(navigationEnd)) return false;
  const menu = isGiven(params.menuButtonText) ? params.menuButtonText : 'Menu';
  const id = isGiven(params.navigationId) ? params.navigationId : 'navigation';
  const label = params.menuButtonLabel === menu ? undefined : params.menuButtonLabel;
  const toggle =
    (params.collapseNavigationOnMobile ?? items.length > 1) &&
    html`
      <button type="button" class="govuk-service-navigation__toggle govuk-js-service-navigation-toggle"
        aria-controls="${id}"${attribute('aria-label', label)} hidden aria-hidden="true"
      >
        ${menu}
      </button>
    `;
  const name = isGiven(params.navigationLabel) ? params.navigationLabel : menu;
  return html`
    <nav aria-label="${name}" class="${classes('govuk-service-navigation__wrapper', params.navigationClasses)}">
      ${toggle}
      <ul class="govuk-service-navigation__list" id="${id}">
        ${navigationStart}${items.map(navigationItem)}${navigationEnd}
      </ul>
    </nav>
  `;
}

function serviceName(params: ServiceNavigationParams): Html | false {
  if (!isGiven(params.serviceName)) return false;
  const name = isGiven(params.serviceUrl)
    ? html`<a href="${params.serviceUrl}" class="govuk-service-navigation__link">${params.serviceName}</a>`
    : html`<span class="govuk-service-navigation__text">${params.serviceName}</span>`;
  return html`<span class="govuk-service-navigation__service-name">${name}</span>`;
}

function endSlot(slot: ServiceNavigationSlots['end']): { readonly markup: Html | undefined; readonly isInline: boolean } {
  if (slot === undefined) return { markup: undefined, isInline: false };
  if ('markup' in slot) return { markup: slot, isInline: false };
  return { markup: slot.html, isInline: slot.align === 'inline' };
}

/** A labelled section when it names the service or holds more than links. */
export function serviceNavigation(params: ServiceNavigationParams): Html {
  const end = endSlot(params.slots?.end);
  const start = params.slots?.start;
  const container = classes('govuk-width-container', end.isInline && 'govuk-service-navigation__inlining-container');
  const inner = html`
    <div class="${container}">
      ${start}
      <div class="govuk-service-navigation__container">${serviceName(params)}${navigation(params)}</div>
      ${end.markup}
    </div>
  `;
  const className = classes('govuk-service-navigation', params.classes);
  const shared = html` class="${className}" data-module="govuk-service-navigation"${attributes(params.attributes)}`;
  const isSection = isGiven(params.serviceName) || hasMarkup(start) || hasMarkup(end.markup);
  if (!isSection) return html`<div${shared}>${inner}</div>`;
  return html`<section aria-label="${params.ariaLabel ?? 'Service information'}"${shared}>${inner}</section>`;
}
