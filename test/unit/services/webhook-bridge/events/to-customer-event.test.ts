import { expect } from 'chai';
import { toCustomerEvent } from '../../../../../services/webhook-bridge/events/to-customer-event.js';
import { Unmappable } from '../../../../../services/webhook-bridge/events/unmappable.js';
import { bare, capturedWebhook, envelope } from '../../../../support/webhooks.js';

const row = { ...capturedWebhook('customer.created/unicode-company.json').entity };
const at = (time: string) => Date.parse(`2026-11-23T${time}Z`);

describe('toCustomerEvent', () => {
  it('is dated by the row, not by the event', () => {
    const event = toCustomerEvent(envelope({ row: { ...row, updated_at: '2026-11-23T16:00:05.123Z' } }));

    expect(event).to.include({ stage: 'SAVED', version: at('16:00:05.123'), whole: true });
  });

  it('reads times of any zone and precision', () => {
    const event = toCustomerEvent(
      envelope({ row: { ...row, updated_at: '2026-11-23T17:00:05.123456+01:00' } }),
    );

    expect(event.version).to.equal(at('16:00:05.123'));
  });

  it('knows a deletion by the row, whatever the event is called', () => {
    const deleted = { ...row, updated_at: '2026-11-23T16:00:05Z', deleted_at: '2026-11-23T16:00:07Z' };

    const event = toCustomerEvent(envelope({ cause: 'customer.updated', row: deleted }));

    expect(event).to.include({
      type: 'medusa.customer.deleted',
      stage: 'DELETED',
      version: at('16:00:07.000'),
    });
    expect(event.customer).to.include({ id: row['id'] });
  });

  it('takes the later of the two times of a deletion', () => {
    const deleted = { ...row, updated_at: '2026-11-23T16:00:08Z', deleted_at: '2026-11-23T16:00:07Z' };

    expect(toCustomerEvent(envelope({ row: deleted })).version).to.equal(at('16:00:08.000'));
  });

  it('takes a row that is gone for a deletion at the time of the event', () => {
    const event = toCustomerEvent(envelope({ row: null, named: { id: 'cus_1' } }));

    expect(event).to.include({
      stage: 'DELETED',
      version: at('16:00:10.000'),
      whole: true,
      customerId: 'cus_1',
      customer: null,
    });
  });

  it('saves a row that lives even if the event says "deleted"', () => {
    expect(toCustomerEvent(envelope({ cause: 'customer.deleted', row }))).to.include({ stage: 'SAVED' });
  });

  it('is partial when a field was not sent, whole when it is null', () => {
    expect(toCustomerEvent(envelope({ row: { ...row, phone: null } })).whole).to.equal(true);
    expect(toCustomerEvent(envelope({ row: { ...row, phone: undefined } })).whole).to.equal(false);
  });

  it('tells an address book that is empty from one that was not sent', () => {
    expect(toCustomerEvent(envelope({ row })).customer?.addresses).to.deep.equal([]);
    expect(toCustomerEvent(envelope({ row: { ...row, addresses: undefined } })).customer?.addresses).to.equal(
      null,
    );
  });

  it('keeps the metadata as it is', () => {
    const metadata = { vat_id: 'DE0', deep: { list: [1, '2'] } };

    const event = toCustomerEvent(envelope({ row: { ...row, metadata } }));

    expect(JSON.parse(event.customer?.metadata ?? '')).to.deep.equal(metadata);
  });

  it('has one id for one state sent by one webhook, another for a newer state', () => {
    const newer = { ...row, updated_at: '2027-01-01T00:00:00Z' };
    const id = toCustomerEvent(envelope({ row })).id;

    expect(toCustomerEvent(envelope({ row })).id).to.equal(id);
    expect(toCustomerEvent(envelope({ row: newer })).id).to.not.equal(id);
    expect(toCustomerEvent(envelope({ row, identity: 'evt_2' })).id).to.not.equal(id);
  });

  it('makes a partial event without version of a bare body', () => {
    const event = toCustomerEvent(
      bare({ row: { id: 'cus_1', email: 'a@b.example', updated_at: '2027-01-01T00:00:00Z' } }),
    );

    expect(event).to.include({ stage: 'SAVED', whole: false, version: null, webhookId: null });
  });

  it('has only the name to know the deletion of a bare body by', () => {
    const event = toCustomerEvent(bare({ cause: 'customer.deleted', row: { id: 'cus_1' } }));

    expect(event).to.include({ stage: 'DELETED', whole: false, version: null, customerId: 'cus_1' });
  });

  const refused: [what: string, row: object | null, reason: string][] = [
    ['a row without id', { ...row, id: undefined }, 'entity.id: '],
    ['a row with an empty id', { ...row, id: '' }, 'entity.id: '],
    ['a row without version', { ...row, updated_at: undefined }, 'entity.updated_at: missing'],
    ['a version that is no time', { ...row, updated_at: 'yesterday' }, 'entity.updated_at: '],
    ['a version that is a number', { ...row, updated_at: 5 }, 'entity.updated_at: '],
    ['a row that is gone and has no name', null, 'event.data.id: missing'],
  ];
  for (const [what, wrong, reason] of refused) {
    it(`refuses ${what}, naming the field`, () => {
      expect(() => toCustomerEvent(envelope({ row: wrong }))).to.throw(Unmappable, reason);
    });
  }

  it('never repeats a value in its refusal', () => {
    const wrong = { ...row, email: { address: 'secret@person.example' }, created_at: 'secret' };

    expect(() => toCustomerEvent(envelope({ row: wrong })))
      .to.throw(Unmappable)
      .with.property('message')
      .that.matches(/entity\.email/)
      .and.does.not.match(/secret/);
  });
});
