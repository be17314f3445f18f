import { expect } from 'chai';
import sinon from 'sinon';
import type { AddressDocument } from '#libs/address/address-document.js';
import { CustomerUnknown } from '#libs/address/errors.js';
import type { KeptAddress, SaidOfAddress } from '#libs/address/keep-address.js';
import { NothingToEnd } from '#libs/party/errors.js';
import type { Party } from '#libs/party/party.js';
import type { Said } from '#libs/party/said.js';
import type { AddressEvent } from '#schemas/generated/address-event.js';
import { AddressHandler } from '../../../../services/address-service/address-handler.js';
import { addressEvent } from '../../../support/address-events.js';

const document: AddressDocument = {
  name: 'Smith 109WXP-Billing',
  modified: '2026-11-23 15:57:14.421460',
  medusa_id: 'cuaddr_01M84MXWVMQ809QRYARE109WXP',
  medusa_updated_at: '2026-11-23T16:48:18.804Z',
  medusa_snapshot: '{"customerId":"cus_1"}',
};
const lead: Party = { kind: 'Lead', lead: { name: 'CRM-LEAD-7', modified: '', medusa_id: 'cus_1' } };

const handlerWith = (
  found: AddressDocument | undefined,
  kept: Partial<KeptAddress> = {},
  party: Party | undefined = lead,
) => {
  const outcome = { address: document, superseded: false, warnings: [], ...kept };
  const addresses = {
    find: sinon.stub().resolves(found),
    update: sinon.stub().resolves(outcome),
    make: sinon.stub().resolves(outcome),
    belongsTo: sinon.stub().resolves(),
  };
  const parties = { find: sinon.stub().resolves(party), ensure: sinon.stub().resolves(lead) };
  const onSuperseded = sinon.spy();
  const handler = new AddressHandler({
    addresses,
    parties,
    metadataKeys: { taxId: 'vat_id', acceptsTerms: 'accepts_terms', locale: 'locale' },
    nothingToEndWaitMs: 60_000,
    customerUnknownWaitMs: 30_000,
    onSuperseded,
  });
  return { handler, addresses, parties, onSuperseded };
};
const refusalOf = (work: Promise<unknown>) => work.catch((error: unknown) => error);

describe('AddressHandler', () => {
  it('announces the Address that stands for the address', async () => {
    const { handler } = handlerWith(undefined, { warnings: ['PHONE_LEFT_OUT'] });

    expect(await handler.handle(addressEvent())).to.deep.equal([
      {
        type: 'AddressSaved',
        medusaId: 'cuaddr_01M84MXWVMQ809QRYARE109WXP',
        medusaCustomerId: 'cus_1',
        document: { doctype: 'Address', name: 'Smith 109WXP-Billing' },
        version: Date.parse('2026-11-23T16:48:18.804Z'),
        stageAfter: 'SAVED',
        warnings: ['PHONE_LEFT_OUT'],
      },
    ]);
  });

  it('makes one that is unknown, for the customer that it came with', async () => {
    const { handler, addresses, parties } = handlerWith(undefined);

    await handler.handle(addressEvent());

    sinon.assert.calledOnceWithMatch(parties.ensure, { medusaId: 'cus_1', version: undefined });
    sinon.assert.calledOnceWithMatch(addresses.make, { addressId: document.medusa_id }, lead);
    sinon.assert.notCalled(addresses.update);
  });

  it('changes one that is known, and asks for its customer only if that is needed', async () => {
    const { handler, addresses, parties } = handlerWith(document, { address: { ...document, city: 'Ulm' } });

    await handler.handle(addressEvent());

    sinon.assert.calledOnceWithMatch(addresses.update, document, { addressId: document.medusa_id });
    sinon.assert.notCalled(parties.ensure);
    sinon.assert.notCalled(addresses.belongsTo);
  });

  it('makes sure whose it is when the same record comes again', async () => {
    const { handler, addresses } = handlerWith(document);

    await handler.handle(addressEvent());

    sinon.assert.calledOnceWithExactly(addresses.belongsTo, document, lead);
  });

  it('announces the current fact when the record is older, and counts it', async () => {
    const { handler, addresses, onSuperseded } = handlerWith(document, { superseded: true });

    const [outcome] = await handler.handle(addressEvent());

    expect(outcome).to.include({ type: 'AddressSaved' });
    sinon.assert.calledOnce(onSuperseded);
    sinon.assert.notCalled(addresses.belongsTo);
  });

  it('waits a while for what a deletion without a body ends', async () => {
    const { handler } = handlerWith(undefined);

    const refusal = await refusalOf(handler.handle(addressEvent(null, { stage: 'DELETED' })));

    expect(refusal).to.be.instanceOf(NothingToEnd).and.to.include({ waitAtMostMs: 60_000 });
  });

  it('waits a while for a customer of whom the record says only the id', async () => {
    const { handler, parties } = handlerWith(undefined);
    parties.find.resolves(undefined);

    const refusal = await refusalOf(handler.handle(addressEvent({}, { customer: null })));

    expect(refusal).to.be.instanceOf(CustomerUnknown).and.to.include({ waitAtMostMs: 30_000 });
  });

  it('waits too where the record names nobody, without a look', async () => {
    const { handler, parties } = handlerWith(undefined);

    const refusal = await refusalOf(handler.handle(addressEvent({}, { customer: null, customerId: null })));

    expect(refusal).to.be.instanceOf(CustomerUnknown);
    sinon.assert.notCalled(parties.find);
  });

  it('says whether it is deleted, and its version, only as far as the record knows', async () => {
    const saidBy = async (event: AddressEvent) => {
      const { handler, addresses } = handlerWith(document);
      await handler.handle(event);
      const said = addresses.update.firstCall.args[1] as SaidOfAddress;
      return [said.word.deleted, said.version];
    };
    const version = addressEvent().version;

    expect(await saidBy(addressEvent())).to.deep.equal([false, version]);
    expect(await saidBy(addressEvent({}, { stage: 'DELETED' }))).to.deep.equal([true, version]);
    expect(await saidBy(addressEvent({}, { whole: false }))).to.deep.equal([undefined, undefined]);
    expect(await saidBy(addressEvent({}, { version: null }))).to.deep.equal([false, undefined]);
    expect(await saidBy(addressEvent(null, { stage: 'DELETED', whole: false }))).to.deep.equal([
      true,
      undefined,
    ]);
  });

  it('takes what an address says of its customer for a part of it', async () => {
    const { handler, parties } = handlerWith(undefined);

    await handler.handle(addressEvent());

    const [said] = parties.ensure.firstCall.args as [Said];
    expect(said.word).not.to.have.property('deleted');
    expect(said.version).to.equal(undefined);
  });
});
