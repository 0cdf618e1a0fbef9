/** The choice of language. */
import { html, type Html } from './html.ts';
import { attribute, attributes, classes, contentOf, isGiven, type Attributes, type Options } from './params.ts';

export type LanguageNavigationItem = Options<{
  text: string;
  html: Html;
  href: string;
  lang: string;
  hrefLang: string;
  dir: 'ltr' | 'rtl';
  current: boolean;
  languageDescriptionText: string;
  classes: string;
  attributes: Attributes;
}>;

export type LanguageNavigationParams = Options<{ ariaLabel: string; classes: string; attributes: Attributes }> & {
  readonly items: readonly LanguageNavigationItem[];
};

function language(item: LanguageNavigationItem): Html {
  const shared = html`${attribute('lang', item.lang)}${attribute('dir', item.dir)}${attributes(item.attributes)}`;
  if (item.current === true || !isGiven(item.href)) {
    const className = classes('govuk-language-navigation__text', item.classes);
    return html`<span class="${className}" aria-current="true"${shared}>${contentOf(item)}</span>`;
  }
  const more =
    isGiven(item.languageDescriptionText) && html`<span class="govuk-visually-hidden"> ${item.languageDescriptionText}</span>`;
  const className = classes('govuk-language-navigation__link', item.classes);
  const written = attribute('hreflang', isGiven(item.hrefLang) ? item.hrefLang : item.lang);
  return html`<a class="${className}" href="${item.href}" rel="alternate"${written}${shared}>${contentOf(item)}${more}</a>`;
}

/** Each name stands in its own language. */
export function languageNavigation(params: LanguageNavigationParams): Html {
  const items = params.items.map((item) => html`<li class="govuk-language-navigation__list-item">${language(item)}</li>`);
  return html`
    <nav class="${classes('govuk-language-navigation', params.classes)}"${attributes(params.attributes)}
      aria-label="${params.ariaLabel ?? 'Language'}"
    >
      <ul class="govuk-language-navigation__list">${items}</ul>
    </nav>
  `;
}
