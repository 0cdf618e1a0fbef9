/** The form that keeps what was typed when it could not be taken the first time. */
import { button } from '../../components/button.ts';
import { csrfField } from '../../components/csrf-field.ts';
import { html, type Html } from '../../components/html.ts';
import { insetText } from '../../components/inset-text.ts';
import type { Page } from '../page.ts';

/** Fields as they were posted, without the token, codes and safe contact: whoever calls has taken those out. */
export type KeptFields = Readonly<Record<string, string | readonly string[]>>;

export interface SendAgain {
  readonly action: string;
  readonly kept: KeptFields;
  readonly label: string;
  /** How to contact the person was sent too, and is not among the fields. */
  readonly mustTypeAgain?: boolean;
}

function valuesOf(kept: KeptFields): readonly (readonly [string, string])[] {
  return Object.entries(kept).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value] as const] : value.map((each) => [name, each] as const),
  );
}

/** Choices travel unseen; sentences are shown, for those are what a person fears to have lost. */
function isProse(value: string): boolean {
  return /\S\s+\S/.test(value);
}

/** Every sentence that was written, to read or copy. */
export function asWritten(kept: KeptFields): readonly Html[] {
  return valuesOf(kept)
    .filter(([, value]) => isProse(value))
    .map(([, value]) => insetText({ html: html`<div class="fs-as-written">${value}</div>` }));
}

/** What was written, to read or copy, and one button that sends the same fields to the same place. */
export function sendAgain(page: Page, { action, kept, label, mustTypeAgain = false }: SendAgain): Html {
  const fields = valuesOf(kept).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`);
  return html`
    ${asWritten(kept)}
    ${mustTypeAgain && html`<p class="govuk-body">${page.t('errors.typeAgain')}</p>`}
    <form method="post" action="${action}">
      ${csrfField(page)}${fields}${button({ text: label, preventDoubleClick: true })}
    </form>
  `;
}
