/** A `saas_config` file as Fides writes it: its shape, before anything is made of it. */
import { z } from 'zod';

const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);
export const namedSchema = z.looseObject({ name: z.string(), value: text });
const strategySchema = z.looseObject({ strategy: z.string(), configuration: z.record(z.string(), z.unknown()).nullish() });
const clientSchema = z.looseObject({ protocol: z.string(), host: z.string(), authentication: strategySchema.nullish() });

export const requestSchema = z.looseObject({
  path: z.string().nullish(),
  method: z.string().nullish(),
  headers: z.array(namedSchema).nullish(),
  query_params: z.array(namedSchema).nullish(),
  body: z.string().nullish(),
  client_config: clientSchema.nullish(),
});

const paramSchema = z.looseObject({
  name: z.string(),
  identity: z.string().nullish(),
  connector_param: z.string().nullish(),
  references: z.array(z.union([z.string(), z.looseObject({ dataset: z.string(), field: z.string(), direction: z.string().nullish() })])).nullish(),
});

const readSchema = requestSchema.extend({
  param_values: z.array(paramSchema).nullish(),
  data_path: z.string().nullish(),
  pagination: strategySchema.nullish(),
  postprocessors: z.array(strategySchema).nullish(),
  ignore_errors: z.union([z.boolean(), z.array(z.number())]).nullish(),
  request_override: z.string().nullish(),
  async_config: strategySchema.nullish(),
  output: z.string().nullish(),
});

const endpointSchema = z.looseObject({
  name: z.string(),
  skip_processing: z.boolean().nullish(),
  after: z.array(z.string()).nullish(),
  requests: z.looseObject({ read: z.union([readSchema, z.array(readSchema)]).nullish() }),
});

export const saasFileSchema = z.looseObject({
  saas_config: z.looseObject({
    fides_key: z.string().min(1),
    connector_params: z.array(z.looseObject({ name: z.string(), default_value: z.union([text, z.array(text)]).nullish() })).nullish(),
    client_config: clientSchema,
    test_request: requestSchema,
    endpoints: z.array(endpointSchema),
    external_references: z.array(z.looseObject({ name: z.string() })).nullish(),
  }),
});

export type WrittenConfig = z.infer<typeof saasFileSchema>['saas_config'];
export type WrittenRead = z.infer<typeof readSchema>;
export type WrittenRequest = z.infer<typeof requestSchema>;
export type WrittenClient = z.infer<typeof clientSchema>;
export type WrittenStrategy = z.infer<typeof strategySchema>;
export type WrittenEndpoint = z.infer<typeof endpointSchema>;
export type WrittenParam = z.infer<typeof paramSchema>;
