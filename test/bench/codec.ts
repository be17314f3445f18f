import { avroDecoder, avroEncoder, AvroRegistry } from '#libs/messaging/avro-codec.js';
import type { RegistrySettings } from '#libs/messaging/schema-registry.js';
import { subjectOf, topicsOf } from '#libs/messaging/topics.js';
import { customerEventSchema, type CustomerEvent } from '#schemas/generated/customer-event.js';
import { customerEvent } from '../support/customer-events.js';
import { figure, median, type Figure } from './figure.js';

const turns = 50_000;

const perSecond = async (work: () => unknown): Promise<number> => {
  const began = performance.now();
  for (let turn = 0; turn < turns; turn += 1) await work();
  return turns / ((performance.now() - began) / 1000);
};

/** A CustomerEvent out of its bytes, against the same event out of JSON text. */
export const benchCodec = async (
  settings: RegistrySettings,
  prefix: string,
  rounds: number,
): Promise<Figure> => {
  const registry = new AvroRegistry(settings);
  const subject = subjectOf(topicsOf(prefix).customerEvents);
  const event = customerEvent();
  const bytes = await avroEncoder<CustomerEvent>(registry, subject, customerEventSchema).encode(event);
  const decoder = avroDecoder<CustomerEvent>(registry, customerEventSchema);
  const json = JSON.stringify(event);

  const rates = { avro: [] as number[], json: [] as number[] };
  for (let round = 0; round <= rounds; round += 1) {
    const avro = await perSecond(() => decoder.decode(bytes));
    const parsed = await perSecond(() => JSON.parse(json) as unknown);
    // The first round only warms up.
    if (round === 0) continue;
    rates.avro.push(avro);
    rates.json.push(parsed);
  }
  return figure({
    name: 'codec: CustomerEvents decoded',
    value: median(rates.avro),
    unit: '/s',
    baseline: { name: 'JSON.parse', value: median(rates.json) },
    goal: { of: 'value', atLeast: 200_000 },
  });
};
