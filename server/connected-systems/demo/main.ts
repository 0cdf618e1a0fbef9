/** The process that plays the invented council's own systems: a database, two HTTP services and two folders. */
import { startHousingService } from './housing-service.ts';
import { writeParkingExtract } from './parking-extract.ts';
import { seedLineOfBusiness } from './seed-line-of-business.ts';
import { demoSystemsSettings } from './settings.ts';
import { startStreetReportsService } from './street-reports-service.ts';
import { writeDocuments } from './write-documents.ts';

const settings = await demoSystemsSettings(process.env);
await Promise.all([
  seedLineOfBusiness({ url: settings.lineOfBusinessUrl, secretsFolder: settings.secretsFolder }),
  writeDocuments(settings.documentsFolder),
  writeParkingExtract(settings.parkingFolder),
]);
const housing = await startHousingService({ port: settings.housingPort, credential: settings.housingCredential });
const streetReports = await startStreetReportsService({ port: settings.streetReportsPort, apiKey: settings.streetReportsKey });
process.once('SIGTERM', () => streetReports.close(() => housing.close(() => process.exit(0))));
// The starter going away ends this process too: nothing is left running behind it.
process.once('disconnect', () => process.exit(0));
process.send?.({ ready: true });
