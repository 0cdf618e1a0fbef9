/** What keeps a case from clearance, in words. */

import type { BlockFound } from '../../../server/casework/case.ts';
import type { Page } from '../page.ts';

export function blockWords(found: BlockFound | undefined, page: Page): string {
  return found === undefined ? page.t('casework.blocks.none') : page.t(`casework.blocks.${found.block}`, { count: found.count });
}
