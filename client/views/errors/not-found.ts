/** One page for what is missing, not yours, withdrawn or protected: byte for byte the same. */
import type { Html } from '../../components/html.ts';
import type { Page } from '../page.ts';
import { staffStart } from '../staff-bar.ts';
import { interruption, wayOn } from './interruption.ts';

/** 404. It takes no model, so that it can tell no difference. */
export function notFoundPage(page: Page): Html {
  const { t } = page;
  return interruption(page, {
    heading: t('errors.notFound.heading'),
    sentences: [t('errors.notFound.text')],
    next: wayOn(page.area === 'resident' ? '/' : staffStart(page).href, t('errors.notFound.start')),
  });
}
