import { readdirSync, readFileSync } from 'node:fs';
import avsc, { type Schema, type Type } from 'avsc';
import { expect } from 'chai';
import type { AvroField, AvroRecord, AvroSchema } from '#schemas/avro-schema.js';
import { addressEventSchema } from '#schemas/generated/address-event.js';
import { customerEventSchema } from '#schemas/generated/customer-event.js';
import { lifecycleEventSchema } from '#schemas/generated/lifecycle-event.js';
import { quotationEventSchema } from '#schemas/generated/quotation-event.js';

const root = new URL('../../../', import.meta.url);
const json = (path: string): unknown => JSON.parse(readFileSync(new URL(path, root), 'utf8'));
const typeOf = (schema: AvroSchema): Type => avsc.Type.forSchema(schema as Schema);

/** Every released version of an event, oldest first. */
const released = (event: string): AvroRecord[] => {
  const count = readdirSync(new URL(`schemas/released/${event}/`, root)).length;
  return Array.from(
    { length: count },
    (_, i) => json(`schemas/released/${event}/${i + 1}.avsc`) as AvroRecord,
  );
};

/** Samples are kept as `<event>.<version>.<case>.json`, with the version of the schema that wrote them. */
const samples = (event: string, version: number): string[] =>
  readdirSync(new URL('test/fixtures/events/', root)).filter((file) =>
    file.startsWith(`${event}.${version}.`),
  );

const fieldsOf = (schema: AvroSchema): AvroField[] => {
  if (typeof schema === 'string') return [];
  if (Array.isArray(schema)) return schema.flatMap(fieldsOf);
  if (schema.type === 'array') return fieldsOf(schema.items);
  return schema.type === 'record' ? schema.fields.flatMap((field) => [field, ...fieldsOf(field.type)]) : [];
};

const current: [event: string, schema: AvroRecord][] = [
  ['customer-event', customerEventSchema],
  ['address-event', addressEventSchema],
  ['quotation-event', quotationEventSchema],
  ['lifecycle-event', lifecycleEventSchema],
];

describe('Schema compatibility', () => {
  for (const [event, schema] of current) {
    describe(event, () => {
      it('is said field by field: each has a doc, and what may be null defaults to null', () => {
        for (const field of fieldsOf(schema)) {
          expect(field.doc, field.name).to.be.a('string').with.length.above(5);
          if (Array.isArray(field.type)) expect(field.default, field.name).to.equal(null);
        }
      });

      it('reads what every released version wrote, and is read by it', () => {
        expect(released(event)).to.not.be.empty;

        for (const version of released(event)) {
          expect(() => typeOf(schema).createResolver(typeOf(version))).to.not.throw();
          expect(() => typeOf(version).createResolver(typeOf(schema))).to.not.throw();
        }
      });

      it('reads the samples of every released version', () => {
        for (const [index, version] of released(event).entries()) {
          const files = samples(event, index + 1);
          expect(files, `samples of version ${index + 1}`).to.not.be.empty;

          for (const file of files) {
            const written = typeOf(version).toBuffer(json(`test/fixtures/events/${file}`));
            const reader = typeOf(schema);
            const read: unknown = reader.fromBuffer(written, reader.createResolver(typeOf(version)));
            expect(reader.isValid(read), file).to.equal(true);
          }
        }
      });
    });
  }
});
