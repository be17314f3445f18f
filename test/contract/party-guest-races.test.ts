import { expect } from 'chai';
import { ErpNextConflict } from '#libs/erpnext/errors.js';
import { customerEvent } from '../support/customer-events.js';
import { account, at, customersOnSite } from '../support/customers-on-site.js';
import { untilDone } from '../support/until-done.js';
import { beforeEachCall } from '../support/watched-calls.js';

describe('A customer of the shop in ERPNext', () => {
  const { site } = customersOnSite();

  describe('of whose order as a guest another member hears meanwhile', () => {
    const ofTheGuest = {
      medusaId: 'cus_guest',
      word: { email: account.email, hasAccount: false },
      ...{ version: undefined, isNew: false },
    };
    const ids = { medusa_id: account.id, medusa_guest_id: 'cus_guest' };
    const registers = customerEvent({ ...account, createdAt: at(0) });
    const leaves = customerEvent(
      { ...account, createdAt: at(0), updatedAt: at(1), deletedAt: at(1) },
      { type: 'medusa.customer.deleted', stage: 'DELETED' },
    );

    for (const [what, event] of [
      ['registers', registers],
      ['leaves before anything else was heard', leaves],
    ] as const)
      it(`is one with the guest, when the account ${what}, at whatever step`, async () => {
        let step = 1;
        for (; ; step += 1) {
          await site().reset();
          const [slow, fast] = [site().member(), site().member()];
          const calls = beforeEachCall(slow.erpnext, async (n) => {
            if (n === step) await fast.parties.ensure(ofTheGuest);
          });

          await slow.leads.handle(event).catch(onlyConflict);
          await untilDone(() => slow.leads.handle(event));
          if (calls() < step) break;

          expect(site().theLead(), `before call ${step}`).to.include({
            ...ids,
            email_id: account.email.toLowerCase(),
          });
        }
        expect(step).to.be.greaterThan(4);
      });

    it('is called by the account’s name, whenever that comes in between the guest’s own word', async () => {
      const guest = customerEvent({
        ...{ id: 'cus_guest', email: account.email, hasAccount: false, firstName: null, lastName: null },
        createdAt: at(0),
      });
      let step = 1;
      for (; ; step += 1) {
        await site().reset();
        const [slow, fast] = [site().member(), site().member()];
        await fast.parties.ensure(ofTheGuest);
        const calls = beforeEachCall(slow.erpnext, async (n) => {
          if (n === step) await fast.leads.handle(registers);
        });

        await slow.leads.handle(guest).catch(onlyConflict);
        if (calls() < step) break;

        const [contact] = site().sandbox.documents('Contact');
        expect(contact, `before call ${step}`).to.include({ first_name: 'Émile', last_name: 'Dupré' });
      }
      expect(step).to.be.greaterThan(4);
    });

    it('keeps both ids as a Customer, whenever the guest’s order makes it one', async () => {
      let step = 1;
      for (; ; step += 1) {
        await site().reset();
        const [slow, fast] = [site().member(), site().member()];
        await fast.leads.handle(registers);
        const calls = beforeEachCall(slow.erpnext, async (n) => {
          if (n === step) await fast.conversion.convert(await fast.parties.ensure(ofTheGuest));
        });

        await slow.parties.find(account.id);
        if (calls() < step) break;

        expect(site().sandbox.documents('Customer')[0], `before call ${step}`).to.include(ids);
        expect(site().theLead(), `before call ${step}`).to.include(ids);
      }
      expect(step).to.be.greaterThan(2);
    });
  });
});

const onlyConflict = (error: unknown) => {
  if (!(error instanceof ErpNextConflict)) throw error;
};
