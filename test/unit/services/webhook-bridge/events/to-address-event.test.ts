import { expect } from 'chai';
import { toAddressEvent } from '../../../../../services/webhook-bridge/events/to-address-event.js';
import { Unmappable } from '../../../../../services/webhook-bridge/events/unmappable.js';
import { bare, capturedWebhook, envelope } from '../../../../support/webhooks.js';

const captured = capturedWebhook('customer.customer-address.created/us-company.HQ.json').entity ?? {};
const { customer, ...row } = captured;
const address = (over: object = {}) =>
  envelope({ entityType: 'customer_address', row: { ...row, customer, ...over } });

describe('toAddressEvent', () => {
  it('carries the address whole and its customer partial', () => {
    const event = toAddressEvent(address());

    expect(event).to.include({ type: 'medusa.address.saved', stage: 'SAVED', whole: true });
    expect(event.customer).to.include({ id: row['customer_id'], firstName: null, updatedAt: null });
  });

  it('is DELETED when the row says so', () => {
    const event = toAddressEvent(address({ deleted_at: '2027-01-01T00:00:00.000Z' }));

    expect(event).to.include({ stage: 'DELETED', version: Date.parse('2027-01-01T00:00:00.000Z') });
  });

  it('knows nothing but its id when the row is gone', () => {
    const event = toAddressEvent(envelope({ row: null, named: { id: 'cuaddr_1' } }));

    expect(event).to.include({
      stage: 'DELETED',
      addressId: 'cuaddr_1',
      customerId: null,
      address: null,
      customer: null,
    });
  });

  it('keeps the customer of a row that is gone where the shop names it', () => {
    const event = toAddressEvent(envelope({ row: null, named: { id: 'cuaddr_1', customer_id: 'cus_1' } }));

    expect(event.customerId).to.equal('cus_1');
  });

  it('takes the owner from the snapshot when the row does not name it', () => {
    const event = toAddressEvent(address({ customer_id: undefined }));

    expect(event.customerId).to.equal(row['customer_id']);
    expect(event.address?.customerId).to.equal(row['customer_id']);
  });

  it('refuses an address of nobody, and one that comes with a stranger', () => {
    const nobody = address({ customer_id: null, customer: null });
    const stranger = address({ customer: { id: 'cus_other' } });

    expect(() => toAddressEvent(nobody)).to.throw(Unmappable, 'entity.customer_id');
    expect(() => toAddressEvent(stranger)).to.throw(Unmappable, 'customer.id');
  });

  it('takes a postal code that is a number for text', () => {
    expect(toAddressEvent(address({ postal_code: 86150 })).address?.postalCode).to.equal('86150');
  });

  it('is partial and without version from a bare body', () => {
    const event = toAddressEvent(bare({ row: { id: 'cuaddr_1', customer_id: 'cus_1' } }));

    expect(event).to.include({ whole: false, version: null, stage: 'SAVED', customerId: 'cus_1' });
  });
});
