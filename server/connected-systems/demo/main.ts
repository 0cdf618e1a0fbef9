/** The process that plays the invented council's own systems: a database, an HTTP service and a folder of documents. */
import { startHousingService } from './housing-service.ts';
import { seedLineOfBusiness } from './seed-line-of-business.ts';
import { demoSystemsSettings } from './settings.ts';
import { writeDocuments } from './write-documents.ts';

const settings = await demoSystemsSettings(process.env);
await Promise.all([
  seedLineOfBusiness({ url: settings.lineOfBusinessUrl, secretsFolder: settings.secretsFolder }),
  writeDocuments(settings.documentsFolder),
]);
const housing = await startHousingService({ port: settings.housingPort, credential: settings.housingCredential });
process.once('SIGTERM', () => housing.close(() => process.exit(0)));
// The starter going away ends this process too: nothing is left running behind it.
process.once('disconnect', () => process.exit(0));
process.send?.({ ready: true });
