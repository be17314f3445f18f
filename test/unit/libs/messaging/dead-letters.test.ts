import { expect } from 'chai';
import { deadLetterOf } from '#libs/messaging/dead-letters.js';
import { Undecodable } from '#libs/messaging/errors.js';
import { record } from '../../../support/record.js';

const context = {
  topic: 'crm.lead.dlt.v1',
  groupId: 'lead-service',
  failedAtMs: Date.UTC(2026, 0, 2, 3, 4, 5),
  attempts: 3,
};

describe('A dead letter', () => {
  it('is the record, byte for byte, with its place and its cause beside it', () => {
    const poison = record({
      topic: 'events',
      partition: 3,
      offset: 42n,
      timestampMs: 7,
      headers: { ce_id: Buffer.from([0, 255]) },
    });

    const letter = deadLetterOf(poison, new Undecodable('too short'), context);

    expect(letter).to.deep.equal({
      topic: 'crm.lead.dlt.v1',
      key: poison.key,
      value: poison.value,
      headers: {
        ce_id: Buffer.from([0, 255]),
        'kafka_dlt-original-topic': 'events',
        'kafka_dlt-original-partition': '3',
        'kafka_dlt-original-offset': '42',
        'kafka_dlt-original-timestamp': '7',
        'kafka_dlt-original-consumer-group': 'lead-service',
        'kafka_dlt-exception-fqcn': 'Undecodable',
        'kafka_dlt-exception-message': 'too short',
        'dlt-cause': 'UNDECODABLE',
        'dlt-attempts': '3',
        'dlt-failed-at': '2026-01-02T03:04:05.000Z',
        'dlt-redrive-count': '0',
      },
    });
  });

  it('says nothing of an error that nobody foresaw: it might quote a customer', () => {
    const { headers } = deadLetterOf(record(), new TypeError('ann@example.com is not iterable'), context);

    expect(headers['dlt-cause']).to.equal('BUG');
    expect(JSON.stringify(headers)).to.not.include('ann@example.com');
  });

  it('keeps the count of redrives that the record came with', () => {
    const { headers } = deadLetterOf(
      record({ headers: { 'dlt-redrive-count': Buffer.from('2') } }),
      new Undecodable('x'),
      context,
    );

    expect(String(headers['dlt-redrive-count'])).to.equal('2');
  });

  it('names the place it was parked from last, when it was parked before', () => {
    const { headers } = deadLetterOf(
      record({ offset: 9n, headers: { 'kafka_dlt-original-offset': Buffer.from('3') } }),
      new Undecodable('x'),
      context,
    );

    expect(headers['kafka_dlt-original-offset']).to.equal('9');
  });

  it('keeps a record without key and value as it is', () => {
    const { key, value } = deadLetterOf(record({ key: null, value: null }), new Undecodable('x'), context);

    expect([key, value]).to.deep.equal([null, null]);
  });

  it('gives a header without a value an empty one, and cuts what ERPNext says at length', () => {
    const { headers } = deadLetterOf(
      record({ headers: { none: undefined } }),
      new Undecodable('x'.repeat(1001)),
      context,
    );

    expect(headers['none']).to.deep.equal(Buffer.alloc(0));
    expect(headers['kafka_dlt-exception-message']).to.have.length(1000);
  });

  it('that nobody foresaw says where to look, whatever was thrown', () => {
    const { headers } = deadLetterOf(record(), 'a text', context);

    expect(headers['kafka_dlt-exception-fqcn']).to.equal('unknown');
    expect(headers['kafka_dlt-exception-message']).to.equal(
      'unforeseen failure: its stack is in the log of the service',
    );
  });
});
