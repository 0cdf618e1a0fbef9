/** Says how finished a service is. */
import { html, type Html } from './html.ts';
import { attributes, classes, contentOf, type Attributes, type Options } from './params.ts';
import { tag, type TagParams } from './tag.ts';

export type PhaseBannerParams = Options<{ text: string; html: Html; tag: TagParams; classes: string; attributes: Attributes }>;

/** Stands directly under the header. */
export function phaseBanner(params: PhaseBannerParams): Html {
  const phase = tag({
    text: params.tag?.text,
    html: params.tag?.html,
    classes: classes('govuk-phase-banner__content__tag', params.tag?.classes),
  });
  return html`
    <div class="${classes('govuk-phase-banner govuk-width-container', params.classes)}"${attributes(params.attributes)}>
      <p class="govuk-phase-banner__content">
        ${phase} <span class="govuk-phase-banner__text">${contentOf(params)}</span>
      </p>
    </div>
  `;
}
