import { expect } from 'chai';
import { redact } from '#libs/logging/redact.js';

const told = (fields: object) => redact(fields, { payloads: false }) as Record<string, unknown>;
const chain = (links: number): object => (links === 0 ? {} : { next: chain(links - 1) });
const causes = (links: number): Error => new Error('broken', links === 0 ? {} : { cause: causes(links - 1) });
const lengthOf = (value: unknown, next: string): number =>
  typeof value === 'object' && value !== null && next in value
    ? 1 + lengthOf((value as Record<string, unknown>)[next], next)
    : 0;

describe('What may be written down', () => {
  it('says times, addresses and bytes in one short word', () => {
    const fields = {
      at: new Date('2026-11-25T10:00:00Z'),
      url: new URL('https://admin:sesame@erp.example.com/api'),
      bytes: Buffer.from('Ada Lovelace'),
      offset: 7n,
    };

    expect(told(fields)).to.deep.equal({
      at: '2026-11-25T10:00:00.000Z',
      url: 'https://erp.example.com/api',
      bytes: '[12 bytes]',
      offset: '7',
    });
  });

  it('keeps what is not there, under whatever name', () => {
    expect(told({ email: null, token: undefined, customer: null, ms: 0 })).to.deep.equal({
      email: null,
      token: undefined,
      customer: null,
      ms: 0,
    });
  });

  it('knows personal names and secrets however they are spelt', () => {
    const fields = { 'First-Name': 'Ada', tax_id: 'GB1', accessToken: 'x', 'x-signature': 'x', tokens: 3 };

    expect(told(fields)).to.deep.equal({
      'First-Name': '[redacted]',
      tax_id: '[redacted]',
      accessToken: '[redacted]',
      'x-signature': '[redacted]',
      tokens: 3,
    });
  });

  it('takes a short text in the place of a body for an id', () => {
    expect(told({ customer: 'c'.repeat(40), body: 'b'.repeat(41), record: { key: 'cus_1' } })).to.deep.equal({
      customer: 'c'.repeat(40),
      body: '[only at trace]',
      record: '[only at trace]',
    });
  });

  it('goes as deep as anybody reads, and no deeper', () => {
    const deep = JSON.stringify(told(chain(20)));
    const lists = JSON.stringify(told({ list: [[[[[[[[[['too deep']]]]]]]]]] }));

    expect(deep.match(/next/g)).to.have.length(9);
    expect(deep).to.contain('[too deep]');
    expect(lists).to.equal('{"list":[[[[[[[["[too deep]"]]]]]]]]}');
    expect(JSON.stringify(told(chain(8)))).not.to.contain('[too deep]');
  });

  it('shows the same thing twice, since that is no circle', () => {
    const place = { topic: 't' };

    expect(told({ from: place, to: place })).to.deep.equal({ from: place, to: place });
  });

  it('tells of an error what there is of it, and ends a long row of causes', () => {
    const bare = told({ error: new Error('broken') })['error'];
    const empty = told({ error: Object.assign(new Error('broken'), { context: {} }) })['error'];
    const text = told({ error: Object.assign(new Error('broken'), { context: 'Ada' }) })['error'];

    expect(bare).to.have.all.keys('name', 'message', 'stack');
    expect(empty).to.have.all.keys('name', 'message', 'stack');
    expect(text).to.have.all.keys('name', 'message', 'stack');
    expect(lengthOf(told({ error: causes(20) })['error'], 'cause')).to.equal(8);
  });

  it('leaves out what an error without a stack has not got', () => {
    const error = Object.assign(new Error('broken'), { stack: undefined });

    expect(told({ error })['error']).to.include({ message: 'broken', stack: '' });
  });

  it('hides people and credentials in the words of an error', () => {
    const error = new Error('ada@example.com refused at https://key:sesame@erp.example.com');

    expect((told({ error })['error'] as Error).message).to.equal(
      '[e-mail] refused at https://erp.example.com',
    );
  });
});
