import type { Encoder } from '#libs/messaging/message.js';

/** Stands in for Avro where the bytes do not matter. */
export const jsonEncoder: Encoder<unknown> = {
  encode: (value) => Promise.resolve(Buffer.from(JSON.stringify(value))),
};

export const decodeJson = (value: Buffer | null): unknown => JSON.parse(String(value));
