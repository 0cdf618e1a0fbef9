/** The adversarial PDFs and what each must lose. All persons in them are invented. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

export const adversarialFolder = fileURLToPath(new URL('./pdfs/', import.meta.url));

const manifest = z.object({ files: z.array(z.object({ file: z.string(), feature: z.string(), terms: z.array(z.string()) })) });

export const adversarialFiles = manifest.parse(JSON.parse(readFileSync(`${adversarialFolder}/manifest.json`, 'utf8'))).files;
