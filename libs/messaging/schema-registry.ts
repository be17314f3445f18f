/** Where the schema registry is and how to get in. */
export interface RegistrySettings {
  /** With the path of its Confluent API, if it has one (Apicurio: `/apis/ccompat/v7`). */
  readonly url: string;
  readonly username?: string;
  readonly password?: string;
}

export type Compatibility = 'NONE' | 'BACKWARD' | 'FULL_TRANSITIVE';

/** What a person is told about a thing that setup was asked for. */
export type SetupResult =
  | { readonly state: 'made' | 'already there' | 'missing' }
  | { readonly state: 'differs'; readonly how: string };
