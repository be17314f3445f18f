import { expect } from 'chai';
import { customerEvent } from '../support/customer-events.js';
import { account, at, customersOnSite } from '../support/customers-on-site.js';
import { untilDone } from '../support/until-done.js';
import { onlyConflict } from '../support/watched-calls.js';

describe('A customer of the shop in ERPNext', () => {
  const { site, member, handle, atEveryCall } = customersOnSite();

  describe('of whose order as a guest another member hears meanwhile', () => {
    const ofTheGuest = {
      medusaId: 'cus_guest',
      word: { email: account.email, hasAccount: false },
      ...{ version: undefined, isNew: false },
    };
    const hearsOfTheOrder = (other = site().member()) => other.parties.ensure(ofTheGuest);
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
        const calls = await atEveryCall({
          work: async () => {
            await handle(event).catch(onlyConflict);
            await untilDone(() => handle(event));
          },
          happens: () => hearsOfTheOrder(),
          then: (when) =>
            expect(site().theLead(), when).to.include({ ...ids, email_id: account.email.toLowerCase() }),
        });

        expect(calls).to.be.greaterThan(3);
      });

    it('is called by the account’s name, whenever that comes in between the guest’s own word', async () => {
      const guest = customerEvent({
        ...{ id: 'cus_guest', email: account.email, hasAccount: false, firstName: null, lastName: null },
        createdAt: at(0),
      });
      const calls = await atEveryCall({
        given: () => hearsOfTheOrder(),
        work: () => handle(guest).catch(onlyConflict),
        happens: () => site().member().leads.handle(registers),
        then: (when) =>
          expect(site().sandbox.documents('Contact')[0], when).to.include({
            first_name: 'Émile',
            last_name: 'Dupré',
          }),
      });

      expect(calls).to.be.greaterThan(3);
    });

    it('has nothing of the guest’s version, whenever the account takes over while the guest’s order is at work', async () => {
      const guestBought = { ...ofTheGuest, version: at(0) };
      const calls = await atEveryCall({
        given: async () => member().conversion.convert(await member().parties.ensure(guestBought)),
        work: async () => {
          const { parties, conversion } = member();
          await parties.ensure(guestBought).then((party) => conversion.convert(party), onlyConflict);
        },
        happens: () =>
          site()
            .member()
            .parties.ensure({
              ...{ medusaId: account.id, word: { email: account.email, hasAccount: true } },
              ...{ version: undefined, isNew: false },
            }),
        then: (when) => {
          const [customer] = site().sandbox.documents('Customer');
          expect(customer, when).to.include(ids);
          expect(customer?.['medusa_updated_at'] || null, when).to.equal(null);
        },
      });

      expect(calls).to.be.greaterThan(1);
    });

    it('keeps both ids as a Customer, whenever the guest’s order makes it one', async () => {
      const calls = await atEveryCall({
        given: () => handle(registers),
        work: () => member().parties.find(account.id),
        happens: async () => {
          const other = site().member();
          await other.conversion.convert(await hearsOfTheOrder(other));
        },
        then: (when) => {
          expect(site().sandbox.documents('Customer')[0], when).to.include(ids);
          expect(site().theLead(), when).to.include(ids);
        },
      });

      expect(calls).to.be.greaterThan(1);
    });
  });
});
