/** The time of a request as a strip from the day it was received to its last day; the same facts stand beside it as text. */

import { html, type Html } from '../../components/html.ts';
import type { Page } from '../page.ts';

export interface ClockDrawing {
  readonly receivedOn: string;
  readonly dueOn: string;
  readonly today: string;
}

const width = 600;

function dayCount(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

export function clockDrawing({ receivedOn, dueOn, today }: ClockDrawing, page: Page): Html {
  const { t } = page;
  const whole = Math.max(1, dayCount(receivedOn, dueOn));
  const gone = Math.min(whole, Math.max(0, dayCount(receivedOn, today)));
  const x = Math.round((gone / whole) * width);
  const name = t('requests.tracker.clock.title', { received: page.day(receivedOn), due: page.day(dueOn) });
  return html`<figure class="fs-clock">
<svg viewBox="0 0 ${width} 24" role="img" aria-label="${name}" focusable="false"><rect x="0" y="6" width="${width}" height="12" class="fs-clock__whole"/><rect x="0" y="6" width="${x}" height="12" class="fs-clock__gone"/><line x1="${x}" y1="0" x2="${x}" y2="24" class="fs-clock__today"/></svg>
<figcaption class="govuk-body-s">${t('requests.tracker.clock.received')}: ${page.day(receivedOn)}. ${t('requests.tracker.clock.today')}: ${page.day(today)}. ${t('requests.tracker.clock.due')}: ${page.day(dueOn)}.</figcaption>
</figure>`;
}
