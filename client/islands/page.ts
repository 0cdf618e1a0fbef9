/** The script of every page: makes quicker what already works without it. */
import { leaveQuickly } from './page/leave-quickly.ts';
import { stockComponents } from './page/stock-components.ts';
import { keepUpdated } from './page/keep-updated.ts';
import { warnWhenIdle } from './page/warn-when-idle.ts';

leaveQuickly();
stockComponents();
keepUpdated();
warnWhenIdle();
