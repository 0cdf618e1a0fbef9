/** Every door of the web, in one list. */

import { systemWatchRoutes } from './system-watch/officer-routes.ts';
import { caseworkRoutes } from './casework/officer-routes.ts';
import { certificateRoutes } from './certificates/resident-routes.ts';
import { clearanceRoutes } from './clearance/officer-routes.ts';
import { consentOfficerRoutes } from './consent/officer-routes.ts';
import { consentResidentRoutes } from './consent/resident-routes.ts';
import { consentSystemRoutes } from './consent/system-routes.ts';
import { councillorRoutes } from './councillors/councillor-routes.ts';
import { contactRoutes } from './data-requests/contact-routes.ts';
import { dataRequestRoutes } from './data-requests/officer-routes.ts';
import { assistRoutes } from './data-subjects/officer-routes.ts';
import { accountRoutes } from './data-subjects/resident-routes.ts';
import { disclosureOfficerRoutes } from './disclosure/officer-routes.ts';
import { publicKeyRoute } from './disclosure/public-key-route.ts';
import { readingRoutes } from './disclosure/resident-routes.ts';
import { helpRoutes } from './help/routes.ts';
import { openHoldingsDesk } from './holdings/gather-holdings.ts';
import { holdingsRoutes } from './holdings/resident-routes.ts';
import type { Route } from './platform/permit.ts';
import { redactionRoutes } from './redaction/workbench-routes.ts';
import { requestOfficerRoutes } from './requests/officer-routes.ts';
import { rehearsalRoutes } from './rehearsals/officer-routes.ts';
import { residentRequestRoutes } from './requests/resident-routes.ts';
import type { Services } from './services.ts';
import { signInRoutes } from './sign-in/routes.ts';

/** Built from services that connect to nothing yet, so that the routes can be listed without a database. */
export function allRoutes(services: Services): readonly Route[] {
  const holdings = openHoldingsDesk();
  return [
    ...helpRoutes,
    ...signInRoutes(services.gates),
    ...accountRoutes(services),
    ...assistRoutes(services),
    ...holdingsRoutes(services, holdings),
    ...residentRequestRoutes(services, holdings),
    ...certificateRoutes,
    ...readingRoutes(),
    publicKeyRoute,
    ...consentResidentRoutes,
    ...consentSystemRoutes,
    ...caseworkRoutes(services),
    ...systemWatchRoutes(services.systems),
    ...requestOfficerRoutes,
    ...dataRequestRoutes(services),
    ...contactRoutes(services),
    ...rehearsalRoutes(services.systems),
    ...redactionRoutes,
    ...clearanceRoutes,
    ...disclosureOfficerRoutes(services),
    ...consentOfficerRoutes,
    ...councillorRoutes,
  ];
}
