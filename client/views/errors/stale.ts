/** Two people, or two tabs, changed one thing: nobody's words are lost. */
import { html, type Hole, type Html } from '../../components/html.ts';
import type { Page } from '../page.ts';
import { interruption, wayOn } from './interruption.ts';
import { sendAgain, type KeptFields } from './send-again.ts';

export interface StaleForm {
  /** Where to send again; without it the page only leads back. */
  readonly action?: string;
  readonly kept: KeptFields;
  readonly mustTypeAgain?: boolean;
  /** What the thing says now, drawn by the page it belongs to. */
  readonly theirs?: Hole;
  /** Shown to staff only. */
  readonly changedBy?: { readonly who: string; readonly at: Date };
}

function part(heading: string, inner: Hole): Html {
  return html`<h2 class="govuk-heading-m">${heading}</h2>${inner}`;
}

/** 409. `kept` carries the version of what is shown as `theirs`, so that sending again is a new decision. */
export function stalePage(model: StaleForm, page: Page): Html {
  const { t } = page;
  const { changedBy, theirs, action, kept, mustTypeAgain = false } = model;
  const isForStaff = page.area !== 'resident';
  const who =
    changedBy !== undefined && isForStaff ? [t('errors.stale.who', { who: changedBy.who, time: page.time(changedBy.at) })] : [];
  const now = theirs !== undefined && part(t('errors.stale.theirs'), theirs);
  const again =
    action !== undefined && part(t('errors.stale.yours'), sendAgain(page, { action, kept, mustTypeAgain, label: t('errors.stale.again') }));
  return interruption(page, {
    heading: t('errors.stale.heading'),
    sentences: [t('errors.stale.text'), ...who],
    next: html`${again}${now}${wayOn(page.path, t('errors.stale.look'))}`,
  });
}
