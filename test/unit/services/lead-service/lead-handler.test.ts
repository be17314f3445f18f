import { expect } from 'chai';
import sinon from 'sinon';
import { NothingToEnd } from '#libs/party/errors.js';
import type { Party } from '#libs/party/party.js';
import { LeadHandler } from '../../../../services/lead-service/lead-handler.js';
import { customerEvent } from '../../../support/customer-events.js';

const lead = (fields: object = {}): Party => ({
  kind: 'Lead',
  lead: {
    name: 'CRM-LEAD-7',
    modified: '2026-11-23 15:57:14.421460',
    medusa_id: 'cus_1',
    medusa_updated_at: '2026-11-23T16:48:18.570Z',
    ...fields,
  },
});

const handlerWith = (
  found: Party | undefined,
  applied: { superseded?: boolean; warnings?: string[] } = {},
) => {
  const find = sinon.stub().resolves(found);
  const ensure = sinon.stub().resolves(found ?? lead());
  const apply = sinon
    .stub()
    .callsFake((party: Party) => Promise.resolve({ party, superseded: false, warnings: [], ...applied }));
  const onSuperseded = sinon.spy();
  const handler = new LeadHandler({
    parties: { find, ensure },
    updates: { apply },
    metadataKeys: { taxId: 'vat_id', acceptsTerms: 'accepts_terms', locale: 'locale' },
    guestLeads: 'on-order',
    nothingToEndWaitMs: 60_000,
    onSuperseded,
  });
  return { handler, find, ensure, apply, onSuperseded };
};
const guest = { hasAccount: false, createdBy: null };

describe('LeadHandler', () => {
  it('announces the Lead that stands for the customer', async () => {
    const [outcome, ...others] = await handlerWith(lead()).handler.handle(customerEvent());

    expect(others).to.deep.equal([]);
    expect(outcome).to.deep.equal({
      type: 'LeadSaved',
      medusaId: 'cus_1',
      medusaCustomerId: 'cus_1',
      document: { doctype: 'Lead', name: 'CRM-LEAD-7' },
      version: Date.parse('2026-11-23T16:48:18.570Z'),
      stageAfter: 'LEAD',
    });
  });

  it('announces what was cleaned', async () => {
    const [outcome] = await handlerWith(lead(), { warnings: ['PHONE_LEFT_OUT'] }).handler.handle(
      customerEvent(),
    );

    expect(outcome?.warnings).to.deep.equal(['PHONE_LEFT_OUT']);
  });

  it('announces the current fact when the record is older, and counts it', async () => {
    const { handler, onSuperseded } = handlerWith(lead(), { superseded: true });

    const [outcome] = await handler.handle(customerEvent());

    expect(outcome).to.include({ type: 'LeadSaved' });
    sinon.assert.calledOnce(onSuperseded);
  });

  it('makes nothing of an e-mail that a guest left in a cart', async () => {
    const { handler, ensure, apply } = handlerWith(undefined);

    expect(await handler.handle(customerEvent(guest))).to.deep.equal([]);
    sinon.assert.notCalled(ensure);
    sinon.assert.notCalled(apply);
  });

  it('keeps in step a guest who has ordered before', async () => {
    const { handler, apply } = handlerWith(lead());

    expect(await handler.handle(customerEvent(guest))).to.have.length(1);
    sinon.assert.calledOnce(apply);
  });

  it('changes nothing for a guest whose account has taken over', async () => {
    const { handler, apply } = handlerWith(lead({ medusa_id: 'cus_account', medusa_guest_id: 'cus_1' }));

    const outcomes = await handler.handle(customerEvent(guest));

    sinon.assert.notCalled(apply);
    expect(outcomes.map(({ type, medusaCustomerId }) => [type, medusaCustomerId])).to.deep.equal([
      ['LeadSaved', 'cus_account'],
      ['LeadTakenOver', 'cus_account'],
    ]);
    expect(outcomes[1]?.previousMedusaCustomerId).to.equal('cus_1');
  });

  it('makes a merchant’s customer a Lead although there is no account', async () => {
    const { handler, ensure } = handlerWith(undefined);

    await handler.handle(customerEvent({ hasAccount: false, createdBy: 'user_1' }));

    sinon.assert.calledOnce(ensure);
  });

  it('ends a customer whose row came along', async () => {
    const { handler, apply } = handlerWith(lead({ medusa_deleted: 1 }));

    const [outcome] = await handler.handle(customerEvent({}, { stage: 'DELETED' }));

    expect(outcome).to.include({ type: 'CustomerDeleted', stageAfter: 'DELETED' });
    expect(apply.firstCall.args[1].word.deleted).to.equal(true);
  });

  it('waits a while for a deleted customer whom nobody knows', async () => {
    const ended = handlerWith(undefined).handler.handle(customerEvent(null, { stage: 'DELETED' }));

    const error = await ended.catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(NothingToEnd);
    expect((error as NothingToEnd).waitAtMostMs).to.equal(60_000);
  });
});
