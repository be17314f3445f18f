import { expect } from 'chai';
import { IdentityConflict } from '#libs/party/errors.js';
import { customerEvent } from '../support/customer-events.js';
import { account, at, customersOnSite } from '../support/customers-on-site.js';
import { identityWaitMs } from '../support/erpnext-site.js';
import { untilDone } from '../support/until-done.js';

const guest = {
  id: 'cus_guest',
  email: 'emile@laufkundschaft.example',
  hasAccount: false,
  firstName: null,
  lastName: null,
};

describe('A customer of the shop in ERPNext', () => {
  const { site, member, startAgain, handle, refusalOf } = customersOnSite();

  describe('whose e-mail ERPNext knows', () => {
    it('from a Lead that a person made: it is adopted, blanks filled, nothing overwritten', async () => {
      await site().admin.insert('Lead', {
        first_name: 'A.',
        email_id: 'ADA@smith-daughters.example',
        source: 'Campaign',
      });

      await handle(customerEvent({ phone: '+1 212 555 0199' }));

      expect(site().theLead()).to.include({
        medusa_id: 'cus_1',
        first_name: 'A.',
        last_name: 'Smith',
        mobile_no: '+1 212 555 0199',
        source: 'Campaign',
        medusa_email: 'ada@smith-daughters.example',
        medusa_updated_at: '2026-11-23T16:48:18.570Z',
      });
    });

    it('from their own guest orders: the account takes over', async () => {
      await member().parties.ensure({
        medusaId: guest.id,
        word: { email: guest.email, hasAccount: false },
        version: at(5),
        isNew: false,
      });

      const outcomes = await handle(customerEvent({ ...account, createdAt: at(1) }));

      expect(site().theLead()).to.include({
        medusa_id: 'cus_account',
        medusa_guest_id: 'cus_guest',
        first_name: 'Émile',
        medusa_updated_at: new Date(at(1)).toISOString(),
      });
      expect(outcomes.map(({ type }) => type)).to.deep.equal(['LeadSaved', 'LeadTakenOver']);
    });

    it('from their account, when the guest comes late: both are one', async () => {
      await handle(customerEvent({ ...account, createdAt: at(1) }));

      await member().parties.ensure({
        medusaId: guest.id,
        word: { email: guest.email, hasAccount: false },
        version: at(0),
        isNew: false,
      });

      expect(site().theLead()).to.include({
        medusa_id: 'cus_account',
        medusa_guest_id: 'cus_guest',
        first_name: 'Émile',
      });
    });

    it('when guest and account come at the same instant: one Lead with both ids', async () => {
      site().sandbox.faults.add({ kind: 'latency', ms: 1, maxMs: 12 });
      const asGuest = site().member();
      const guestOrders = () =>
        asGuest.parties.ensure({
          medusaId: guest.id,
          word: { email: guest.email, hasAccount: false },
          version: at(0),
          isNew: false,
        });

      await Promise.all([
        untilDone(() => handle(customerEvent({ ...account, createdAt: at(1) }))),
        untilDone(guestOrders),
      ]);

      expect(site().theLead()).to.include({ medusa_id: 'cus_account', medusa_guest_id: 'cus_guest' });
    });

    it('from a guest and an account that has been deleted since: one Lead, in whatever order that is heard of', async () => {
      const guestOrders = () =>
        member().parties.ensure({
          medusaId: guest.id,
          word: { email: guest.email, hasAccount: false },
          version: undefined,
          isNew: false,
        });
      const registers = () => handle(customerEvent({ ...account, createdAt: at(1) }));
      const leaves = () =>
        handle(
          customerEvent(
            { ...account, createdAt: at(1), updatedAt: at(2), deletedAt: at(2) },
            { stage: 'DELETED' },
          ),
        );

      for (const order of [
        [guestOrders, registers, leaves],
        [registers, guestOrders, leaves],
        [registers, leaves, guestOrders],
        [guestOrders, leaves, registers],
        [leaves, guestOrders, registers],
        [leaves, registers, guestOrders],
      ]) {
        await startAgain();
        for (const happens of order) await happens();

        expect(site().theLead(), order.map(({ name }) => name).join(', ')).to.include({
          medusa_id: 'cus_account',
          medusa_guest_id: 'cus_guest',
          medusa_deleted: 1,
          medusa_updated_at: new Date(at(2)).toISOString(),
          email_id: guest.email,
        });
      }
    });

    it('from a guest whose events come after the take-over: they change nothing', async () => {
      await handle(customerEvent({ ...account, createdAt: at(1) }));
      await member().parties.ensure({
        medusaId: guest.id,
        word: { email: guest.email, hasAccount: false },
        version: at(0),
        isNew: false,
      });
      const before = site().theLead();

      const outcomes = await handle(
        customerEvent({ ...guest, firstName: 'Nobody', updatedAt: at(9), createdAt: at(0) }),
      );

      expect(site().theLead()).to.deep.equal(before);
      expect(outcomes.map(({ medusaCustomerId }) => medusaCustomerId)).to.deep.equal([
        'cus_account',
        'cus_account',
      ]);
    });

    it('from a deleted customer: the address is given free', async () => {
      await handle(customerEvent({ id: 'cus_old', createdAt: at(0) }));
      await handle(
        customerEvent({ id: 'cus_old', createdAt: at(0), updatedAt: at(1) }, { stage: 'DELETED' }),
      );

      await handle(customerEvent({ id: 'cus_new', createdAt: at(2) }));

      const leads = site().leads();
      expect(leads.map((lead) => [lead['medusa_id'], lead['email_id'] ?? null])).to.deep.equal([
        ['cus_old', null],
        ['cus_new', 'ada@smith-daughters.example'],
      ]);
    });

    it('from another living customer: the record waits a minute, and the other stays whole', async () => {
      await handle(customerEvent({ id: 'cus_other', createdAt: at(0) }));

      const refusal = await refusalOf(customerEvent({ id: 'cus_1', createdAt: at(1) }));

      expect(refusal).to.be.instanceOf(IdentityConflict);
      expect((refusal as IdentityConflict).waitAtMostMs).to.equal(identityWaitMs);
      expect(site().theLead()).to.include({ medusa_id: 'cus_other' });
    });
  });
});
