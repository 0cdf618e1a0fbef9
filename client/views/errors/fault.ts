/** When the fault is ours: something broke, or the database cannot be reached. */
import { html, type Html } from '../../components/html.ts';
import type { Page } from '../page.ts';
import { interruption, wayOn } from './interruption.ts';
import { sendAgain, type SendAgain } from './send-again.ts';

/** 500. The fault number finds the entry in the log, and says nothing by itself. */
export function faultPage(model: { readonly faultNumber: string }, page: Page): Html {
  const { t } = page;
  return interruption(page, {
    heading: t('errors.fault.heading'),
    sentences: [t('errors.fault.text', { fault: model.faultNumber })],
  });
}

/** 503 while reading. */
export function databaseAwayPage(page: Page): Html {
  const { t } = page;
  return interruption(page, {
    heading: t('errors.away.reading.heading'),
    sentences: [t('errors.away.reading.text', { phone: page.council.phone })],
    next: wayOn(page.path, t('errors.away.reading.again')),
  });
}

export interface UnsavedForm extends Omit<SendAgain, 'label'> {
  /** Files cannot be carried over; the page says so. */
  readonly hadFiles?: boolean;
}

/** 503 while sending: drawn from the posted fields alone, and nothing is sent by itself. */
export function notSavedPage(model: UnsavedForm, page: Page): Html {
  const { t } = page;
  const sentences = [t('errors.away.sending.text'), ...(model.hadFiles === true ? [t('errors.away.sending.file')] : [])];
  return interruption(page, {
    heading: t('errors.away.sending.heading'),
    sentences,
    next: html`${sendAgain(page, { ...model, label: t('errors.away.sending.again') })}`,
  });
}
