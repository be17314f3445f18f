import { COMPATIBILITY, SchemaRegistry, SchemaType } from '@kafkajs/confluent-schema-registry';
import avsc, { type Type } from 'avsc';
import { codeOf, IntegrationError } from '#libs/errors/integration-error.js';
import { compatibilityOf } from './compatibility.js';
import { within } from './deadline.js';
import {
  RegistryForbidden,
  RegistryUnavailable,
  RegistryUnrecognised,
  SchemaNotRegistered,
  SchemaUnknown,
  Undecodable,
} from './errors.js';
import type { Decoder, Encoder } from './message.js';
import type { Compatibility, RegistrySettings, SetupResult } from './schema-registry.js';
import { frame, unframe } from './wire-format.js';

/** A self-contained Avro record, as an object. */
export type AvroRecordSchema = object;

export interface AvroRegistryOptions {
  /** Of one call, retries included; the client itself would wait for ever. */
  readonly timeoutMs?: number;
  /** How long an id that the registry does not know is not asked for again. */
  readonly unknownForMs?: number;
  /** Before "unknown" is believed, the registry is asked again after this. */
  readonly askAgainAfterMs?: number;
}

/** The schema registry, with deadlines, a memory, and failures told apart. */
export class AvroRegistry {
  private readonly client: SchemaRegistry;
  private readonly timeoutMs: number;
  private readonly unknownForMs: number;
  private readonly askAgainAfterMs: number;
  private readonly types = new Map<number, Promise<Type>>();

  constructor(
    private readonly settings: RegistrySettings,
    { timeoutMs = 5000, unknownForMs = 30_000, askAgainAfterMs = 500 }: AvroRegistryOptions = {},
  ) {
    const { url, username, password } = settings;
    this.timeoutMs = timeoutMs;
    this.unknownForMs = unknownForMs;
    this.askAgainAfterMs = askAgainAfterMs;
    this.client = new SchemaRegistry({
      host: url,
      ...(username !== undefined && { auth: { username, password: password ?? '' } }),
      // Every field is given: the client keeps its defaults in one object that each instance writes to.
      retry: { retries: 1, initialRetryTimeInSecs: 0.1, maxRetryTimeInSecs: 1, factor: 0.2, multiplier: 2 },
      middlewares: [
        // Frees the socket of a registry that accepts and then says nothing.
        () => ({ prepareRequest: async (next) => (await next()).enhance({ timeout: timeoutMs }) }),
      ],
    });
  }

  /** The schema that a record was written with. */
  writerType(schemaId: number): Promise<Type> {
    const known = this.types.get(schemaId);
    if (known) return known;
    const asked = this.askForType(schemaId);
    this.types.set(schemaId, asked);
    asked.catch((error: unknown) => {
      const forget = () => this.types.delete(schemaId);
      if (codeOf(error) === 'SCHEMA_UNKNOWN') setTimeout(forget, this.unknownForMs).unref();
      else forget();
    });
    return asked;
  }

  /**
   * The id of exactly this schema. Found by content, and the registry compares text: attributes in another order are
   * another schema.
   */
  async idOf(subject: string, schema: AvroRecordSchema): Promise<number> {
    const id = await this.find(subject, schema);
    if (id === undefined)
      throw new SchemaNotRegistered('the registry does not hold our schema: run `npx isthmus setup`', {
        subject,
      });
    return id;
  }

  /** What setup does for a subject; with `dryRun` only what it would find. */
  async ensure(
    subject: string,
    schema: AvroRecordSchema,
    {
      compatibility = 'FULL_TRANSITIVE',
      dryRun = false,
    }: { compatibility?: Compatibility; dryRun?: boolean } = {},
  ): Promise<SetupResult> {
    const there = (await this.find(subject, schema)) !== undefined;
    if (dryRun) return there ? this.heldTo(subject, compatibility) : { state: 'missing' };
    try {
      await this.call(() =>
        this.client.register(confluentSchema(schema), {
          subject,
          compatibility: COMPATIBILITY[compatibility],
        }),
      );
      return { state: there ? 'already there' : 'made' };
    } catch (error) {
      if (error instanceof IntegrationError) throw error;
      return { state: 'differs', how: error instanceof Error ? error.message : 'refused' };
    }
  }

  private async heldTo(subject: string, compatibility: Compatibility): Promise<SetupResult> {
    const level = await compatibilityOf(this.settings, subject, { timeoutMs: this.timeoutMs });
    if (level === compatibility) return { state: 'already there' };
    return { state: 'differs', how: `compatibility is ${level ?? 'not set'}, not ${compatibility}` };
  }

  private async askForType(schemaId: number): Promise<Type> {
    try {
      return await this.fetchType(schemaId);
    } catch (error) {
      if (codeOf(error) !== 'SCHEMA_UNKNOWN') throw error;
      // A registry of several nodes may answer from one that has not heard yet.
      await new Promise((resolve) => setTimeout(resolve, this.askAgainAfterMs));
      return this.fetchType(schemaId);
    }
  }

  private async fetchType(schemaId: number): Promise<Type> {
    const type = await this.call(() => this.client.getSchema(schemaId)).catch((error: unknown) => {
      if (statusOf(error) === 404)
        throw new SchemaUnknown('no schema has this id', { schemaId }, { cause: error });
      throw new RegistryUnavailable('the registry did not give the schema', { schemaId }, { cause: error });
    });
    if (avsc.Type.isType(type, 'record')) return type as Type;
    throw new Undecodable('the schema of this record is not an Avro record', { schemaId });
  }

  private async find(subject: string, schema: AvroRecordSchema): Promise<number | undefined> {
    try {
      return await this.call(() => this.client.getRegistryIdBySchema(subject, confluentSchema(schema)));
    } catch (error) {
      if (isNotFound(error)) return undefined;
      if (error instanceof IntegrationError) throw error;
      throw new RegistryUnavailable('the registry did not look up the schema', { subject }, { cause: error });
    }
  }

  /** Failures of the way to the registry come out as ours; what the registry itself refused, as it is. */
  private async call<T>(work: () => Promise<T>): Promise<T> {
    const late = () =>
      new RegistryUnavailable('the registry did not answer in time', { timeoutMs: this.timeoutMs });
    try {
      return await within(this.timeoutMs, work(), late);
    } catch (error) {
      throw onTheWay(error) ?? error;
    }
  }
}

export const avroDecoder = <T>(registry: AvroRegistry, schema: AvroRecordSchema): Decoder<T> => {
  const reader = typeOf(schema);
  const resolvers = new WeakMap<Type, avsc.Resolver | Undecodable>();

  /** Made once a writer's schema: making one costs a hundred times a decode. */
  const resolverFrom = (writer: Type, schemaId: number) => {
    const known = resolvers.get(writer) ?? resolver(reader, writer, schemaId);
    resolvers.set(writer, known);
    if (known instanceof Undecodable) throw known;
    return known;
  };

  return {
    async decode(value) {
      const { schemaId, payload } = unframe(value);
      const resolver = resolverFrom(await registry.writerType(schemaId), schemaId);
      try {
        return reader.fromBuffer(payload, resolver) as T;
      } catch (error) {
        // The message of avsc may quote the value.
        throw new Undecodable('the value does not fit its schema', { schemaId }, { cause: error });
      }
    },
  };
};

export const avroEncoder = <T>(
  registry: AvroRegistry,
  subject: string,
  schema: AvroRecordSchema,
): Encoder<T> => {
  const type = typeOf(schema);
  let schemaId: Promise<number> | undefined;

  const idOnce = () => {
    if (schemaId) return schemaId;
    schemaId = registry.idOf(subject, schema);
    schemaId.catch(() => (schemaId = undefined));
    return schemaId;
  };

  return {
    async encode(value) {
      const misfits = misfitsOf(type, value);
      if (misfits.length > 0)
        throw new TypeError(`${subject}: does not fit the schema at ${misfits.join(', ')}`);
      return frame(await idOnce(), type.toBuffer(value));
    },
  };
};

/** Longs stay JS numbers and timestamps ms: avsc's defaults. Beyond 2^53 it throws. */
const typeOf = (schema: AvroRecordSchema): Type => avsc.Type.forSchema(schema as avsc.Schema);

const resolver = (reader: Type, writer: Type, schemaId: number) => {
  try {
    return reader.createResolver(writer);
  } catch (error) {
    return new Undecodable(
      'the schema of this record can not be read as ours',
      { schemaId },
      { cause: error },
    );
  }
};

/** Names of fields only: what they hold may be a person's. */
const misfitsOf = (type: Type, value: unknown): string[] => {
  const paths: string[] = [];
  type.isValid(value, { noUndeclaredFields: true, errorHook: (path) => paths.push(path.join('.')) });
  return paths;
};

const confluentSchema = (schema: AvroRecordSchema) =>
  ({ type: SchemaType.AVRO, schema: JSON.stringify(schema) }) as const;

const statusOf = (error: unknown): number | undefined =>
  error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : undefined;

/** The client turns a 404 of the look-up by content into an error without a status. */
const isNotFound = (error: unknown) =>
  statusOf(error) === 404 || (error instanceof Error && error.name === 'ConfluentSchemaRegistryError');

/** The client says "Error, status …" where the answer was no error of a registry: no JSON with a message. */
const notOfARegistry = /Error, status \d+/;

const onTheWay = (error: unknown): IntegrationError | undefined => {
  const status = statusOf(error);
  if (error instanceof IntegrationError || !(error instanceof Error)) return undefined;
  const options = { cause: error };
  if (status === 401 || status === 403)
    return new RegistryForbidden('the registry refuses this login', {}, options);
  if (isNotFound(error) && notOfARegistry.test(error.message))
    return new RegistryUnrecognised('no schema registry answers at this address', {}, options);
  // The client reports a connection that was refused as "status 400".
  if ((status === 400 && notOfARegistry.test(error.message)) || (status ?? 0) >= 500 || status === 429)
    return new RegistryUnavailable('the registry does not answer', {}, options);
  return undefined;
};
