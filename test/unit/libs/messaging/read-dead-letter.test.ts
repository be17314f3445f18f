import { expect } from 'chai';
import {
  coordinatesOf,
  idOf,
  readDeadLetter,
  readSettlement,
  redrivenRecord,
  settlementOf,
} from '#libs/messaging/read-dead-letter.js';
import { asRead, parked } from '../../../support/dead-letter.js';
import { record } from '../../../support/record.js';

describe('A dead letter that is read', () => {
  it('tells what was noted when it was parked', () => {
    const letter = parked({ offset: 42n, at: 7n, redrives: 2 });

    const told = readDeadLetter(letter);

    expect(told).to.deep.equal({
      id: 'events-0-42',
      origin: { topic: 'events', partition: 0, offset: 42n },
      cause: 'UNDECODABLE',
      message: 'too short',
      failedAtMs: 1_764_000_000_000,
      attempts: 1,
      redrives: 2,
      record: letter,
    });
  });

  it('is known by where it stands when nothing says where it came from', () => {
    const { id, origin, cause } = readDeadLetter(record({ topic: 'raw', partition: 1, offset: 3n }));

    expect([id, origin, cause]).to.deep.equal(['raw-1-3', undefined, 'UNKNOWN']);
  });

  it('has an id that leads back to its place, whatever the topic is called', () => {
    const place = { topic: 'shop-2.medusa.customer.events.v1', partition: 11, offset: 123_456_789_012n };

    expect(coordinatesOf(idOf(place))).to.deep.equal(place);
    for (const odd of ['nonsense', 'events-0', '-0-42', 'events-0-42x', 'events-x-42', ''])
      expect(coordinatesOf(odd), odd).to.equal(undefined);
  });

  it('is read as far as it can be where headers are missing or odd', () => {
    const bare = readDeadLetter(
      record({ timestampMs: 7, headers: { 'kafka_dlt-original-topic': 'events' } }),
    );
    const odd = readDeadLetter(
      record({
        timestampMs: 7,
        headers: {
          'kafka_dlt-original-topic': 'events',
          'kafka_dlt-original-partition': '-1',
          'kafka_dlt-original-offset': '7x',
          'dlt-attempts': 'x7',
          'dlt-failed-at': 'yesterday',
          'dlt-redrive-count': undefined,
          'dlt-cause': ['BUG', 'OTHER'],
        },
      }),
    );

    const nothing = { id: 'events-0-0', message: '', failedAtMs: 7, attempts: undefined, redrives: 0 };
    expect(bare).to.deep.include({ ...nothing, cause: 'UNKNOWN' });
    expect(odd).to.deep.include({ ...nothing, cause: 'BUG' });
    expect(odd.origin).to.deep.equal({ topic: 'events', partition: 0, offset: 0n });
  });
});

describe('A settlement', () => {
  it('is told from a dead letter and says what became of it', () => {
    const settlement = {
      id: 'events-0-42',
      how: 'discarded',
      through: 7n,
      by: 'ann',
      reason: 'a test',
    } as const;
    const read = asRead(settlementOf({ topic: 'dlt', key: 'cus_1' }, settlement), {
      offset: 9n,
      timestampMs: 5,
    });

    expect(readSettlement(read)).to.deep.equal({ ...settlement, atMs: 5 });
    expect(readSettlement(parked({ offset: 42n }))).to.equal(undefined);
  });

  it('without details settles nothing that was parked, and an unknown one is none', () => {
    const settled = (how: string) =>
      readSettlement(record({ timestampMs: 5, headers: { 'dlt-settled': how } }));

    expect(settled('redriven')).to.deep.equal({
      id: '',
      how: 'redriven',
      through: -1n,
      atMs: 5,
      by: '',
      reason: '',
    });
    expect(settled('forgotten')).to.equal(undefined);
  });

  it('is written with its place in the headers and no value', () => {
    const settlement = { id: 'events-0-42', how: 'redriven', through: 7n, by: 'ann', reason: 'x' } as const;

    expect(settlementOf({ topic: 'dlt', key: 'cus_1' }, settlement)).to.deep.equal({
      topic: 'dlt',
      key: 'cus_1',
      value: null,
      headers: {
        'dlt-settled': 'redriven',
        'dlt-settled-id': 'events-0-42',
        'dlt-settled-through': '7',
        'dlt-settled-by': 'ann',
        'dlt-settled-reason': 'x',
      },
    });
  });
});

describe('A record on its way back', () => {
  it('is the record as it came first, and counts how often it went back', () => {
    const letter = parked({ offset: 42n, value: 'bytes' });

    const { topic, key, value, headers } = redrivenRecord('events', letter, 3);

    expect([topic, String(key), String(value)]).to.deep.equal(['events', 'cus_1', 'bytes']);
    expect(headers).to.deep.equal({ ce_id: Buffer.from('e1'), 'dlt-redrive-count': '3' });
  });

  it('keeps a header that only ends like one of ours, and one without a value', () => {
    const { headers } = redrivenRecord(
      'events',
      record({
        headers: { 'my-dlt-note': 'x', 'dlt-cause': 'y', 'kafka_dlt-original-topic': 'z', none: undefined },
      }),
      1,
    );

    expect(headers).to.deep.equal({ 'my-dlt-note': 'x', none: Buffer.alloc(0), 'dlt-redrive-count': '1' });
  });
});
