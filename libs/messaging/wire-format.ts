import { Undecodable } from './errors.js';

const headLength = 5;

/** A value in the wire format of Confluent's registry: a zero, the id of the schema, the Avro binary. */
export const frame = (schemaId: number, payload: Buffer): Buffer => {
  const head = Buffer.alloc(headLength);
  head.writeInt32BE(schemaId, 1);
  return Buffer.concat([head, payload]);
};

export const unframe = (value: Buffer | null): { schemaId: number; payload: Buffer } => {
  if (value === null) throw new Undecodable('the record has no value');
  if (value.length < headLength)
    throw new Undecodable('the value is too short to name a schema', { bytes: value.length });
  if (value[0] !== 0)
    throw new Undecodable('the value does not start with the magic byte 0', { magicByte: value[0] });
  return { schemaId: value.readInt32BE(1), payload: value.subarray(headLength) };
};
