import { expect } from 'chai';
import { ErpNextConflict } from '#libs/erpnext/errors.js';
import { customerEvent } from '../support/customer-events.js';
import { account, at, customersOnSite } from '../support/customers-on-site.js';
import { untilDone } from '../support/until-done.js';
import { beforeEachCall } from '../support/watched-calls.js';

/** The n-th name, e-mail and phone of a customer. */
const moved = (n: number) => ({
  lastName: `Smith ${n}`,
  email: `moved${n}@example.com`,
  phone: `+1 212 555 01${n}`,
});

describe('A customer of the shop in ERPNext', () => {
  const { site } = customersOnSite();

  describe('of whom two members hear at once', () => {
    const old = customerEvent({ ...account, createdAt: at(0) });
    const newer = customerEvent({ ...account, ...moved(2), createdAt: at(0), updatedAt: at(2) });
    const older = customerEvent({ ...account, ...moved(1), createdAt: at(0), updatedAt: at(1) });

    for (const kind of ['Lead', 'Customer'] as const)
      it(`has what is newer in the ${kind} and its Contact, whenever that comes in between`, async () => {
        for (let step = 1; step <= 10; step += 1) {
          await site().reset();
          const [slow, fast] = [site().member(), site().member()];
          await fast.leads.handle(old);
          const party = await fast.parties.find(old.customerId);
          if (kind === 'Customer' && party !== undefined) await fast.conversion.convert(party);
          beforeEachCall(slow.erpnext, async (n) => {
            if (n === step) await untilDone(() => fast.leads.handle(newer));
          });

          // Its partition is the other one's: what it can not do at once it never does.
          await slow.leads.handle(older).catch(onlyConflict);
          await untilDone(() => fast.leads.handle(newer));

          const [contact] = site().sandbox.documents('Contact');
          expect(contact, `before call ${step}`).to.include({
            last_name: 'Smith 2',
            email_id: 'moved2@example.com',
            mobile_no: '+1 212 555 012',
          });
          expect(site().theLead(), `before call ${step}`).to.include({ email_id: 'moved2@example.com' });
        }
      });

    for (const kind of ['Lead', 'Customer'] as const)
      it(`keeps nothing of what the newer word took back from the ${kind}, whenever that comes in between`, async () => {
        const takenBack = customerEvent({ ...account, createdAt: at(0), updatedAt: at(2) });
        for (let step = 1; step <= 12; step += 1) {
          await site().reset();
          const [slow, fast] = [site().member(), site().member()];
          await fast.leads.handle(old);
          const party = await fast.parties.find(old.customerId);
          if (kind === 'Customer' && party !== undefined) await fast.conversion.convert(party);
          beforeEachCall(slow.erpnext, async (n) => {
            if (n === step) await untilDone(() => fast.leads.handle(takenBack));
          });

          await slow.leads.handle(older).catch(onlyConflict);
          await untilDone(() => fast.leads.handle(takenBack));

          const [contact] = site().sandbox.documents('Contact');
          expect(contact, `before call ${step}`).to.include({
            last_name: account.lastName,
            email_id: account.email.toLowerCase(),
          });
          expect(contact?.['mobile_no'] || null, `before call ${step}`).to.equal(null);
          if (kind === 'Lead')
            expect(site().theLead()['mobile_no'] || null, `before call ${step}`).to.equal(null);
        }
      });

    it('keeps the address that it left with, whenever that comes in between a part', async () => {
      const gone = customerEvent(
        { ...account, createdAt: at(0), updatedAt: at(1), deletedAt: at(1) },
        { type: 'medusa.customer.deleted', stage: 'DELETED' },
      );
      const ofAnOrder = { medusaId: account.id, word: { email: account.email, hasAccount: true } };
      for (let step = 1; step <= 6; step += 1) {
        await site().reset();
        const [slow, fast] = [site().member(), site().member()];
        beforeEachCall(slow.erpnext, async (n) => {
          if (n === step) await untilDone(() => fast.leads.handle(gone));
        });

        await slow.parties.ensure({ ...ofAnOrder, version: undefined, isNew: false }).catch(onlyConflict);
        await untilDone(() => fast.leads.handle(gone));

        expect(site().theLead(), `before call ${step}`).to.include({
          medusa_deleted: 1,
          email_id: account.email.toLowerCase(),
        });
      }
    });

    it('has what is whole in its Contact, whenever that comes in between a part', async () => {
      const part = (said: object) =>
        customerEvent({ ...account, lastName: null, ...said }, { whole: false, version: null });
      for (let step = 1; step <= 8; step += 1) {
        await site().reset();
        const [slow, fast] = [site().member(), site().member()];
        await fast.leads.handle(part({ firstName: 'Emil' }));
        beforeEachCall(slow.erpnext, async (n) => {
          if (n === step)
            await untilDone(() =>
              fast.leads.handle(customerEvent({ ...account, lastName: null, updatedAt: at(1) })),
            );
        });

        await slow.leads.handle(part({ lastName: 'Dupre', phone: '555' })).catch(onlyConflict);

        const [contact] = site().sandbox.documents('Contact');
        expect(contact, `before call ${step}`).to.include({ first_name: 'Émile' });
        expect([contact?.['last_name'] || null, contact?.['mobile_no'] || null]).to.deep.equal([null, null]);
      }
    });

    const onlyConflict = (error: unknown) => {
      if (!(error instanceof ErpNextConflict)) throw error;
    };
  });
});
