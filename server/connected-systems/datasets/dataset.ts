/** A dataset as Fides writes it: collections of fields, who a field identifies, and which field leads to which. */
import { z } from 'zod';

/** Which way a reference is followed: from this field to the other, from the other to this one, or both. */
export type Direction = 'to' | 'from' | 'both';

/** A field of another collection. `path` is dotted where fields lie within fields. */
export interface FieldAddress {
  readonly dataset: string;
  readonly collection: string;
  readonly path: string;
}

export interface Reference {
  readonly to: FieldAddress;
  readonly direction: Direction;
}

/** One field, or a field within a field under its dotted path. */
export interface DatasetField {
  readonly path: string;
  /** Keys of the taxonomy, such as `user.contact.email`; empty where nobody has classed the field. */
  readonly dataCategories: readonly string[];
  /** What a value of this field identifies a person by, such as `email`. */
  readonly identity?: string;
  readonly isPrimaryKey: boolean;
  readonly references: readonly Reference[];
}

export interface Collection {
  readonly dataset: string;
  readonly name: string;
  readonly fields: readonly DatasetField[];
  /** Collections that must be read before this one, written `dataset.collection`. */
  readonly after: readonly string[];
  readonly isSkipped: boolean;
}

export interface Dataset {
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly collections: readonly Collection[];
}

const referenceSchema = z.looseObject({
  dataset: z.string().min(1),
  field: z.string().regex(/^[^.]+\..+$/, 'a reference names a collection and a field'),
  direction: z.enum(['to', 'from']).nullish(),
});

const fieldMetaSchema = z.looseObject({
  references: z.array(referenceSchema).nullish(),
  identity: z.string().nullish(),
  primary_key: z.boolean().nullish(),
});

interface WrittenField {
  readonly name: string;
  readonly data_categories?: readonly string[] | null | undefined;
  readonly fides_meta?: z.infer<typeof fieldMetaSchema> | null | undefined;
  /** What older files call it. */
  readonly fidesops_meta?: z.infer<typeof fieldMetaSchema> | null | undefined;
  readonly fields?: readonly WrittenField[] | null | undefined;
}

const fieldSchema: z.ZodType<WrittenField> = z.looseObject({
  name: z.string().min(1),
  data_categories: z.array(z.string()).nullish(),
  fides_meta: fieldMetaSchema.nullish(),
  fidesops_meta: fieldMetaSchema.nullish(),
  get fields() {
    return z.array(fieldSchema).nullish();
  },
});

const collectionMetaSchema = z.looseObject({ after: z.array(z.string()).nullish(), skip_processing: z.boolean().nullish() });

const collectionSchema = z.looseObject({
  name: z.string().min(1),
  fields: z.array(fieldSchema),
  fides_meta: collectionMetaSchema.nullish(),
  fidesops_meta: collectionMetaSchema.nullish(),
  after: z.array(z.string()).nullish(),
});

const datasetSchema = z.looseObject({
  fides_key: z.string().min(1),
  name: z.string().nullish(),
  description: z.string().nullish(),
  collections: z.array(collectionSchema),
});

/** A whole file: what a dataset does not know is kept aside, so that the file can be written again as it was. */
export const datasetFileSchema = z.looseObject({ dataset: z.array(datasetSchema) });
export type DatasetFile = z.infer<typeof datasetFileSchema>;

/** The datasets of a file that was parsed already. @throws ZodError that names the place of what is wrong */
export function datasetsOf(parsed: unknown): readonly Dataset[] {
  return datasetFileSchema.parse(parsed).dataset.map((written) => ({
    key: written.fides_key,
    name: written.name ?? written.fides_key,
    description: written.description ?? '',
    collections: written.collections.map((collection) => collectionOf(written.fides_key, collection)),
  }));
}

function collectionOf(dataset: string, written: z.infer<typeof collectionSchema>): Collection {
  const meta = written.fides_meta ?? written.fidesops_meta;
  return {
    dataset,
    name: written.name,
    fields: written.fields.flatMap((field) => fieldsOf(field, '')),
    after: [...(written.after ?? []), ...(meta?.after ?? [])],
    isSkipped: meta?.skip_processing === true,
  };
}

/** The field and the fields within it. */
function fieldsOf(written: WrittenField, within: string): readonly DatasetField[] {
  const meta = written.fides_meta ?? written.fidesops_meta;
  const path = within === '' ? written.name : `${within}.${written.name}`;
  const field: DatasetField = {
    path,
    dataCategories: written.data_categories ?? [],
    isPrimaryKey: meta?.primary_key === true,
    references: (meta?.references ?? []).map(referenceOf),
    ...(meta?.identity === undefined || meta.identity === null ? {} : { identity: meta.identity }),
  };
  return [field, ...(written.fields ?? []).flatMap((inner) => fieldsOf(inner, path))];
}

function referenceOf({ dataset, field, direction }: z.infer<typeof referenceSchema>): Reference {
  const dot = field.indexOf('.');
  return { to: { dataset, collection: field.slice(0, dot), path: field.slice(dot + 1) }, direction: direction ?? 'both' };
}
