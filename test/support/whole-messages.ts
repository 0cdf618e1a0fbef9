/** Lets a failed expectation say all it found, instead of the first forty characters. */

import { config } from 'chai';

config.truncateThreshold = 0;
