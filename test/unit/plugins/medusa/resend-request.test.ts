import { expect } from 'chai';
import { readResendRequest } from '../../../../plugins/medusa/src/resend-request.js';

const sent = ['customer', 'order'] as const;

describe('request to send again', () => {
  it('is about everything, a time, or a customer', () => {
    expect(readResendRequest({ all: true }, sent)).to.deep.equal({
      entityTypes: sent,
      since: null,
      customerId: null,
    });
    expect(readResendRequest({ since: '2026-01-31' }, sent)).to.deep.include({
      since: new Date('2026-01-31'),
    });
    expect(readResendRequest({ customer_id: 'cus_1', entity_types: ['order'] }, sent)).to.deep.include({
      entityTypes: ['order'],
      customerId: 'cus_1',
    });
  });

  it('is about what failed', () => {
    expect(readResendRequest({ failed: true }, sent)).to.equal(null);
  });

  it('is refused when it says nothing, two things, or what is not sent', () => {
    for (const body of [
      undefined,
      {},
      { all: true, since: '2026-01-31' },
      { since: 'yesterday' },
      { customer_id: '' },
      { all: true, entity_types: ['quote'] },
      { all: false },
    ]) {
      expect(readResendRequest(body, sent), JSON.stringify(body)).to.be.a('string');
    }
  });
});
