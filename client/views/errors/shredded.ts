/** What a page says instead of words that were destroyed for good. */
import type { Html } from '../../components/html.ts';
import type { Page } from '../page.ts';
import { closedPage } from '../reading/closed.ts';
import { interruption } from './interruption.ts';

/** 410. A resident reads what every closed answer says. */
export function shreddedPage(page: Page): Html {
  if (page.area === 'resident') return closedPage(page);
  return interruption(page, { heading: page.t('errors.shredded.heading'), sentences: [page.t('errors.shredded.text')] });
}
