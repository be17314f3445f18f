import { expect } from 'chai';
import { customerEvent } from '../support/customer-events.js';
import { account, at, customersOnSite } from '../support/customers-on-site.js';
import { untilDone } from '../support/until-done.js';
import { onlyConflict } from '../support/watched-calls.js';

/** The n-th name, e-mail and phone of a customer. */
const moved = (n: number) => ({
  lastName: `Smith ${n}`,
  email: `moved${n}@example.com`,
  phone: `+1 212 555 01${n}`,
});

describe('A customer of the shop in ERPNext', () => {
  const { site, member, handle, atEveryCall } = customersOnSite();

  describe('of whom two members hear at once', () => {
    type Said = ReturnType<typeof customerEvent>;
    const old = customerEvent({ ...account, createdAt: at(0) });
    const newer = customerEvent({ ...account, ...moved(2), createdAt: at(0), updatedAt: at(2) });
    const older = customerEvent({ ...account, ...moved(1), createdAt: at(0), updatedAt: at(1) });
    const theContact = () => site().sandbox.documents('Contact')[0];
    const anotherHears = (event: Said) => {
      const other = site().member();
      return untilDone(() => other.leads.handle(event));
    };

    for (const kind of ['Lead', 'Customer'] as const) {
      const isKnown = async () => {
        await handle(old);
        const party = await member().parties.find(old.customerId);
        if (kind === 'Customer' && party !== undefined) await member().conversion.convert(party);
      };
      /** The partition of the one who hears the older word is the other one's: what it can not do at once it never does. */
      const olderIsOvertakenBy = (word: Said, then: (when: string) => void) =>
        atEveryCall({
          given: isKnown,
          work: async () => {
            await handle(older).catch(onlyConflict);
            await anotherHears(word);
          },
          happens: () => anotherHears(word),
          then,
        });

      it(`has what is newer in the ${kind} and its Contact, whenever that comes in between`, async () => {
        const calls = await olderIsOvertakenBy(newer, (when) => {
          expect(theContact(), when).to.include({
            last_name: 'Smith 2',
            email_id: 'moved2@example.com',
            mobile_no: '+1 212 555 012',
          });
          expect(site().theLead(), when).to.include({ email_id: 'moved2@example.com' });
        });

        expect(calls).to.be.greaterThan(7);
      });

      it(`keeps nothing of what the newer word took back from the ${kind}, whenever that comes in between`, async () => {
        const takenBack = customerEvent({ ...account, createdAt: at(0), updatedAt: at(2) });
        const calls = await olderIsOvertakenBy(takenBack, (when) => {
          expect(theContact(), when).to.include({
            last_name: account.lastName,
            email_id: account.email.toLowerCase(),
          });
          expect(theContact()?.['mobile_no'] || null, when).to.equal(null);
          if (kind === 'Lead') expect(site().theLead()['mobile_no'] || null, when).to.equal(null);
        });

        expect(calls).to.be.greaterThan(7);
      });
    }

    describe('of whom the late one takes a Lead of that e-mail, and the newer word has left it', () => {
      const elsewhere = 'elsewhere@dupre.example';
      const accountLeft = customerEvent({ ...account, email: elsewhere, createdAt: at(0), updatedAt: at(1) });
      const guestOrders = (email: string, { parties } = site().member()) =>
        parties.ensure({
          ...{ medusaId: 'cus_guest', word: { email, hasAccount: false } },
          ...{ version: undefined, isNew: false },
        });

      const leadsThatAre = (id: string) =>
        site()
          .leads()
          .filter(({ medusa_id, medusa_guest_id }) => [medusa_id, medusa_guest_id].includes(id));

      for (const [whose, stands, late, newer, medusaId] of [
        [
          'their guest’s',
          () => guestOrders(account.email),
          () => handle(old),
          () => anotherHears(accountLeft),
          account.id,
        ],
        [
          'their account’s',
          async () => {
            await handle(old);
            await handle(customerEvent({ ...account, id: 'cus_2', email: elsewhere, createdAt: at(0) }));
          },
          () => guestOrders(account.email, member()),
          () => guestOrders(elsewhere),
          'cus_guest',
        ],
        [
          'a person’s',
          () => site().admin.insert('Lead', { first_name: 'A.', email_id: account.email }),
          () => handle(old),
          () => anotherHears(accountLeft),
          account.id,
        ],
      ] as const)
        it(`${whose}: looks anew`, async () => {
          const calls = await atEveryCall({
            given: stands,
            work: async () => {
              await late().catch(onlyConflict);
              await untilDone<unknown>(late);
            },
            happens: newer,
            then: (when) => expect(leadsThatAre(medusaId), when).to.have.length(1),
          });

          expect(calls).to.be.greaterThan(1);
        });
    });

    it('keeps the address that it left with, whenever that comes in between a part', async () => {
      const gone = customerEvent(
        { ...account, createdAt: at(0), updatedAt: at(1), deletedAt: at(1) },
        { type: 'medusa.customer.deleted', stage: 'DELETED' },
      );
      const ofAnOrder = { medusaId: account.id, word: { email: account.email, hasAccount: true } };
      const calls = await atEveryCall({
        work: async () => {
          const { parties } = member();
          await parties.ensure({ ...ofAnOrder, version: undefined, isNew: false }).catch(onlyConflict);
          await anotherHears(gone);
        },
        happens: () => anotherHears(gone),
        then: (when) =>
          expect(site().theLead(), when).to.include({
            medusa_deleted: 1,
            email_id: account.email.toLowerCase(),
          }),
      });

      expect(calls).to.be.greaterThan(2);
    });

    it('has what is whole in its Contact, whenever that comes in between a part', async () => {
      const part = (said: object) =>
        customerEvent({ ...account, lastName: null, ...said }, { whole: false, version: null });
      const whole = customerEvent({ ...account, lastName: null, updatedAt: at(1) });
      const calls = await atEveryCall({
        given: () => handle(part({ firstName: 'Emil' })),
        work: () => handle(part({ lastName: 'Dupre', phone: '555' })).catch(onlyConflict),
        happens: () => anotherHears(whole),
        then: (when) => {
          expect(theContact(), when).to.include({ first_name: 'Émile' });
          expect(theContact()?.['last_name'] || null, when).to.equal(null);
          expect(theContact()?.['mobile_no'] || null, when).to.equal(null);
        },
      });

      expect(calls).to.be.greaterThan(5);
    });
  });
});
