/** How long the web server waits: for headers briefly, for any body as long as the slowest upload may take. */

import { uploadPatience } from './platform/slow-bodies.ts';

/** A body has far less than this unless its door gives it time. */
export const serverLimits = { headersTimeout: 8_000, requestTimeout: uploadPatience.wholeMs, connectionsCheckingInterval: 1_000, keepAliveTimeout: 65_000 };
