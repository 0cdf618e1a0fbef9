/** The part of Fides' `saas_config` that reads: which requests lead to which records. What writes is left out, and said. */

import type { ParamSource } from '../person-identities.ts';

/** Something of the file that is not done. `ignored` changes nothing that is read; `unsupported` means that what it stands on cannot be read. */
export interface NotDone {
  readonly kind: 'ignored' | 'unsupported';
  /** Dotted, as it stands in the file: `endpoints.member.requests.update`. */
  readonly place: string;
  readonly what: string;
}

export interface Named {
  readonly name: string;
  readonly value: string;
}

export type Pagination =
  | { readonly strategy: 'offset'; readonly param: string; readonly incrementBy: number; readonly limit: number | null }
  | { readonly strategy: 'link'; readonly source: 'headers' | 'body'; readonly at: string; readonly hasNext: string | null }
  | { readonly strategy: 'cursor'; readonly param: string; readonly field: string; readonly hasNext: string | null };

export type Postprocessor =
  | { readonly strategy: 'unwrap'; readonly path: string }
  | { readonly strategy: 'filter'; readonly field: string; readonly value: string | { readonly identity: string }; readonly isExact: boolean; readonly isCaseSensitive: boolean };

export interface RequestTemplate {
  readonly place: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: readonly Named[];
  readonly query: readonly Named[];
  readonly body: string | null;
}

export type Authentication =
  | { readonly strategy: 'none' }
  | { readonly strategy: 'basic'; readonly username: string; readonly password: string }
  | { readonly strategy: 'bearer'; readonly token: string }
  | { readonly strategy: 'api_key'; readonly headers: readonly Named[]; readonly query: readonly Named[] }
  | { readonly strategy: 'oauth2_client_credentials'; readonly request: RequestTemplate };

export interface Client {
  readonly protocol: string;
  readonly host: string;
  readonly authentication: Authentication;
}

export interface ReadRequest extends RequestTemplate {
  readonly client: Client;
  readonly params: readonly ParamSource[];
  readonly dataPath: string;
  readonly pagination: Pagination | null;
  readonly postprocessors: readonly Postprocessor[];
  /** Whether 404 means that there is nothing. */
  readonly isMissingNothing: boolean;
}

export interface Endpoint {
  readonly name: string;
  readonly reads: readonly ReadRequest[];
  readonly after: readonly string[];
  readonly isSkipped: boolean;
}

export interface SaasConfig {
  readonly key: string;
  readonly settings: readonly { readonly name: string; readonly value: string | null }[];
  readonly test: RequestTemplate & { readonly client: Client };
  readonly endpoints: readonly Endpoint[];
  readonly notDone: readonly NotDone[];
}
