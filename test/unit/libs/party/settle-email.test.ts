import { expect } from 'chai';
import sinon from 'sinon';
import type { CustomerWord } from '#libs/party/customer-word.js';
import { IdentityConflict } from '#libs/party/errors.js';
import type { LeadDocument, Party } from '#libs/party/party.js';
import type { PartyMapper } from '#libs/party/party-fields.js';
import { Patience } from '#libs/party/patience.js';
import { SettleEmail } from '#libs/party/settle-email.js';
import { refusalOf } from '../../../support/refusal-of.js';

const identityWaitMs = 60_000;
const lead = (fields: Partial<LeadDocument>): LeadDocument => ({ name: 'LEAD-1', modified: 'm', ...fields });
const own = lead({ name: 'LEAD-1', medusa_id: 'cus_1' });
const ofLead: Party = { kind: 'Lead', lead: own };
const stored: CustomerWord = { email: 'old@x.example' };
const word: CustomerWord = { email: 'New@x.example', firstName: 'Ada' };

/** Whose address it is, asked of a shop where these Leads hold the new one. */
const settling = (...holders: LeadDocument[]) => {
  const clock = { now: 1_000 };
  const leadsWithEmail = sinon.stub().resolves(holders);
  const yieldEmail = sinon.stub().resolves();
  const mapper = {
    map: ({ email }: CustomerWord) => Promise.resolve({ lead: { email_id: email?.toLowerCase() ?? null } }),
  } as unknown as PartyMapper;
  const emails = new SettleEmail({
    ...{ lookUp: { leadsWithEmail }, mapper, parties: { yieldEmail }, identityWaitMs },
    patience: new Patience(identityWaitMs, () => clock.now),
  });
  return { clock, leadsWithEmail, yieldEmail, settle: emails.settle.bind(emails) };
};

describe('A new e-mail address of a customer', () => {
  const other = lead({ name: 'LEAD-2', medusa_id: 'cus_2' });

  it('is had when nobody holds it, nor anybody but oneself', async () => {
    expect(await settling().settle(ofLead, stored, word)).to.equal(word);
    expect(await settling(own).settle(ofLead, stored, word)).to.equal(word);
    const customer = { name: 'Ada', modified: 'm', medusa_id: 'cus_1' };
    expect(await settling(own).settle({ kind: 'Customer', customer, lead: own }, stored, word)).to.equal(
      word,
    );
  });

  it('is a Lead’s own, though a Customer without one is called the same', async () => {
    const customer = { name: 'LEAD-2', modified: 'm', medusa_id: 'cus_1' };
    const party: Party = { kind: 'Customer', customer, lead: undefined };

    expect(await refusalOf(settling(other).settle(party, stored, word))).to.be.instanceOf(IdentityConflict);
  });

  it('is not looked for when it is the old one, or none', async () => {
    const { leadsWithEmail, settle } = settling(other);

    for (const email of ['OLD@x.example', null])
      expect(await settle(ofLead, stored, { email })).to.deep.equal({ email });
    sinon.assert.notCalled(leadsWithEmail);
  });

  it('is taken from those who have left', async () => {
    const gone = lead({ name: 'LEAD-3', medusa_deleted: 1 });
    const { yieldEmail, settle } = settling(gone);

    expect(await settle(ofLead, stored, word)).to.equal(word);
    sinon.assert.calledOnceWithExactly(yieldEmail, gone);
  });

  it('is waited for while another one holds it, who is not touched, and then left', async () => {
    const { clock, yieldEmail, settle } = settling(other);

    const refusal = await refusalOf(settle(ofLead, stored, word));
    expect(refusal).to.be.instanceOf(IdentityConflict);
    expect(refusal)
      .to.have.property('message')
      .that.includes('cus_1')
      .and.includes('cus_2')
      .and.includes('LEAD-2');
    // It comes to an end of its own before the record would be parked for waiting.
    expect(refusal).to.have.property('waitAtMostMs', 2 * identityWaitMs);
    clock.now += identityWaitMs - 1;
    expect(await refusalOf(settle(ofLead, stored, word))).to.be.instanceOf(IdentityConflict);
    clock.now += 1;
    expect(await settle(ofLead, stored, word)).to.deep.equal({ ...word, email: 'old@x.example' });
    sinon.assert.notCalled(yieldEmail);
  });

  it('is waited for anew once it was had or left, and by each customer for himself', async () => {
    const { clock, settle } = settling(other);
    await refusalOf(settle(ofLead, stored, word));
    clock.now += identityWaitMs;
    const another: Party = { kind: 'Lead', lead: lead({ name: 'LEAD-9', medusa_id: 'cus_9' }) };

    expect(await refusalOf(settle(another, stored, word))).to.be.instanceOf(IdentityConflict);
    expect(await settle(ofLead, undefined, word)).to.deep.equal({ ...word, email: null });
    expect(await refusalOf(settle(ofLead, stored, word))).to.be.instanceOf(IdentityConflict);
  });

  it('of one who leaves is had when it is nobody’s, else left at once', async () => {
    const leaves = { ...word, deleted: true };
    const gone = lead({ name: 'LEAD-3', medusa_deleted: 1 });
    const { yieldEmail, settle } = settling(gone);

    expect(await settling().settle(ofLead, stored, leaves)).to.equal(leaves);
    expect(await settle(ofLead, stored, leaves)).to.deep.equal({ ...leaves, email: 'old@x.example' });
    sinon.assert.notCalled(yieldEmail);
  });
});
