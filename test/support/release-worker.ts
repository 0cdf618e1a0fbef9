/** A process that releases one load and ends, so that the memory it takes can be measured from outside. */

import { openCouncil } from './release.ts';
import { releaseLoad } from './release-load.ts';

const [folder = '', documents = '0'] = process.argv.slice(2);

const council = await openCouncil();
await releaseLoad(council, folder, Number(documents));
await council.close();
process.exit(0);
