/** Who may import whom: the architecture, as rules whose names are sentences. Each is proved by a planted fault in test/architecture. */

const feature = '^server/(?!platform/|decisions/)([^/]+)/';
const doors = ['-routes\\.ts$', '/jobs\\.ts$', '/cli\\.ts$'];
const stores = ['/store\\.ts$', '-store\\.ts$'];
const program = '^server/[^/]+\\.ts$';
const packageNamed = (names) => `(^|/)node_modules/(@types/)?(${names})/`;

export default {
  forbidden: [
    {
      name: 'no-circles',
      comment: 'Two files that need each other are one idea, or one of them holds a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'policies-depend-on-nothing',
      comment: 'Policies are read by people who do not program: CASL, and one another.',
      severity: 'error',
      from: { path: '^policies/' },
      to: { pathNot: ['^policies/', packageNamed('@casl')] },
    },
    {
      name: 'only-doors-know-the-web',
      comment: 'Requests and responses end at the door; what lies behind it can be called by a job or a command as well.',
      severity: 'error',
      from: { path: feature, pathNot: [...doors, '^server/sign-in/', '^server/connected-systems/demo/'] },
      to: { path: packageNamed('express|express-session|multer|helmet|passport|passport-openidconnect') },
    },
    {
      name: 'only-stores-know-sql',
      comment: 'The database is spoken to in one file of a folder.',
      severity: 'error',
      from: { path: '^(server|client|policies)/', pathNot: [...stores, '^server/platform/', '^server/connected-systems/'] },
      to: { path: packageNamed('knex|pg|pg-boss') },
    },
    {
      name: 'a-store-is-private-to-its-folder',
      comment: 'Another folder asks by a deed or a noun, never in the tables.',
      severity: 'error',
      from: { path: '^(?:server|client|policies|migrations)/([^/]+)' },
      to: { path: stores, pathNot: ['^server/$1/', '^server/platform/'] },
    },
    {
      name: 'platform-knows-no-feature',
      comment: 'The platform would serve another product as well.',
      severity: 'error',
      from: { path: '^server/platform/' },
      to: { path: [feature, program, '^client/views/[^/]+/'] },
    },
    {
      name: 'connectors-know-only-their-contract',
      comment: 'A connected system can be added, tried and reviewed by somebody who knows nothing else of the portal.',
      severity: 'error',
      from: { path: '^server/connected-systems/' },
      to: { path: '^(server|client|policies|migrations|test)/', pathNot: '^server/connected-systems/' },
    },
    {
      name: 'nothing-imports-a-door-but-the-app',
      comment: 'A door is opened from outside.',
      severity: 'error',
      from: { pathNot: [program, '^test/', '-routes\\.ts$'] },
      to: { path: doors, pathNot: ['^server/platform/', 'node_modules'] },
    },
    {
      name: 'nothing-imports-a-door-but-the-app',
      comment: 'A folder with many routes may list them in one of its doors; it never opens the door of another.',
      severity: 'error',
      from: { path: '^server/([^/]+)/.*-routes\\.ts$' },
      to: { path: doors, pathNot: ['^server/$1/.*-routes\\.ts$', '^server/platform/', 'node_modules'] },
    },
    {
      name: 'browser-and-server-never-meet',
      comment: 'What runs in a browser is not taken in by the server.',
      severity: 'error',
      from: { path: '^(server|client/views|client/components)/' },
      to: { path: '^client/islands/' },
    },
    {
      name: 'browser-and-server-never-meet',
      comment: 'What runs on the server is never sent to a browser.',
      severity: 'error',
      from: { path: '^client/islands/' },
      to: { path: ['^server/', '^policies/'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'browser-and-server-never-meet',
      comment: 'A browser has no file system.',
      severity: 'error',
      from: { path: '^client/islands/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'migrations-stand-alone',
      comment: 'A migration does today what it did when it was written, whatever the code has become.',
      severity: 'error',
      from: { path: '^migrations/' },
      to: { path: '^(server|client|policies|test)/' },
    },
    {
      name: 'tests-stay-in-test',
      comment: 'Nothing that serves people leans on what was made to test it.',
      severity: 'error',
      from: { path: '^(server|client|policies|migrations)/' },
      to: { path: '^test/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'], extensions: ['.ts', '.js', '.mjs', '.json'] },
  },
};
