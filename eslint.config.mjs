/** The rules of style that a machine can keep. */

import { existsSync } from 'node:fs';
import tseslint from 'typescript-eslint';

const forbiddenSyntax = [
  { selector: 'TSAsExpression > TSAsExpression', message: 'A cast through unknown hides a mistake: check the value, or read it with a schema.' },
  { selector: 'TSEnumDeclaration', message: 'A closed set is a union of string literals.' },
  { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
  { selector: 'ExportAllDeclaration', message: 'No barrels: import from the file itself.' },
  {
    selector: 'CallExpression[callee.property.name="raw"] > :matches(TemplateLiteral[expressions.length>0], BinaryExpression).arguments',
    message: 'Values travel as bindings of raw(), never inside the SQL.',
  },
];

const today = {
  selector: ':matches(NewExpression[callee.name="Date"][arguments.length=0], CallExpression[callee.object.name="Date"][callee.property.name="now"])',
  message: 'The time is handed in: take it as an argument, or from the clock at the door.',
};

const environment = { object: 'process', property: 'env', message: 'Only server/platform/config.ts reads the environment.' };
const randomness = { object: 'Math', property: 'random', message: 'Ids and secrets come from node:crypto.' };

const shells = ['node:child_process', 'child_process'].map((name) => ({
  name,
  importNames: ['exec', 'execSync'],
  message: 'No shell: spawn a program with a list of arguments.',
}));

/** Before there is a configuration, or where a separate program begins. */
const readersOfTheEnvironment = [
  'server/platform/config.ts',
  'server/platform/bootstrap/**',
  'server/platform/embedded-postgres/launch.ts',
  'server/connected-systems/demo/main.ts',
  'server/sign-in/development-provider/main.ts',
  'test/**',
];

/** Programs rather than rules: they live in the present. */
const livesInThePresent = ['server/*.ts', 'server/platform/**', 'server/connected-systems/**', 'server/**/demo/**', 'server/**/development-provider/**', 'client/islands/**', 'test/**'];

const islands = existsSync(new URL('./client/islands/tsconfig.json', import.meta.url)) ? [] : ['client/islands/**'];

export default tseslint.config(
  { ignores: ['.build/**', '.data/**', 'node_modules/**', ...islands] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 3],
      'no-console': 'error',
      'no-restricted-syntax': ['error', ...forbiddenSyntax, today],
      'no-restricted-properties': ['error', environment, randomness],
      'no-restricted-imports': ['error', { paths: shells }],
      eqeqeq: 'error',
      'prefer-const': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false }],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-misused-spread': 'off', // spreading a string into its characters is meant
      '@typescript-eslint/no-meaningless-void-operator': 'off',
      '@typescript-eslint/no-unnecessary-type-arguments': 'off',
      '@typescript-eslint/prefer-promise-reject-errors': ['error', { allowThrowingUnknown: true }], // what was caught is passed on as it is
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
    },
  },
  { files: readersOfTheEnvironment, rules: { 'no-restricted-properties': ['error', randomness] } },
  { files: livesInThePresent, rules: { 'no-restricted-syntax': ['error', ...forbiddenSyntax] } },
  { files: ['server/cli.ts', 'server/**/cli.ts'], rules: { 'no-console': 'off' } },
  {
    files: ['migrations/*.ts'],
    rules: {
      'max-lines-per-function': 'off', // one migration is one list of statements
      'no-restricted-syntax': ['error', ...forbiddenSyntax.filter(({ selector }) => !selector.includes('raw'))], // names of roles cannot be bound
    },
  },
  {
    files: ['test/**'],
    rules: {
      'max-params': 'off',
      'max-lines-per-function': 'off', // a describe is one function
      '@typescript-eslint/no-unused-expressions': 'off', // chai asserts by properties
    },
  },
);
