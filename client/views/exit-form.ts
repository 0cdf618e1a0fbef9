/** “Exit this page”: a real form that ends the session and leaves, with or without a script. */
import { button } from '../components/button.ts';
import { html, type Html } from '../components/html.ts';
import { once } from './once.ts';

const formId = 'exit-this-page';

/** The second skip link: one press leaves, wherever the keyboard stands. */
export const exitSkipLink = once(
  ({ t }): Html => html`<button type="submit" form="${formId}" class="govuk-skip-link fs-skip-exit">${t('layout.skip.exit')}</button>`,
);

/** It carries no token, so that an old page still leaves: the server asks only that the request is from our own site. */
export const exitForm = once(({ t }): Html => {
  const leave = button({ text: t('layout.exit.button'), classes: 'govuk-button--warning fs-exit__button' });
  return html`
    <form method="post" action="/exit" id="${formId}" class="fs-exit" aria-label="${t('layout.exit.button')}" data-exit
      data-two-more="${t('layout.exit.twoMore')}" data-one-more="${t('layout.exit.oneMore')}"
    >
      ${leave}<span class="govuk-visually-hidden">${t('layout.exit.help')}</span>
    </form>
  `;
});
