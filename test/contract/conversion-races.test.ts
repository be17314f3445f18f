import { expect } from 'chai';
import { ErpNextConflict } from '#libs/erpnext/errors.js';
import type { Party } from '#libs/party/party.js';
import { billing, company, conversionOnSite } from '../support/conversion-on-site.js';
import { customerEvent } from '../support/customer-events.js';
import { at } from '../support/customers-on-site.js';
import { untilDone } from '../support/until-done.js';
import { beforeEachCall } from '../support/watched-calls.js';

describe('A Lead that becomes a Customer', () => {
  const { site, member, startAgain, atEveryCall, party, convert, theCustomer, register } = conversionOnSite();

  it('by several members at once is one Customer', async () => {
    await register();
    site().sandbox.faults.add({ kind: 'latency', ms: 1, maxMs: 15 });
    const known = await party();

    const outcomes = await Promise.allSettled(
      [member(), site().member(), site().member()].map((each) => each.conversion.convert(known)),
    );
    await convert();

    expect(theCustomer()).to.include({ medusa_id: 'cus_1', customer_primary_contact: 'Ada Smith' });
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).to.be.instanceOf(ErpNextConflict);
  });

  describe('while somebody else works on it', () => {
    const inDesk = () =>
      site().admin.insert('Customer', {
        customer_name: 'Smith Ltd',
        customer_type: 'Company',
        customer_group: 'Commercial',
        territory: 'All Territories',
        lead_name: String(site().theLead()['name']),
      });

    it('is the Customer that a person made of it in Desk, with its primary contact', async () => {
      await register();
      const known = await party();
      await inDesk();

      await member().conversion.convert(known);

      expect(theCustomer()).to.include({
        name: 'Smith Ltd',
        customer_group: 'Commercial',
        medusa_id: 'cus_1',
        medusa_lead: site().theLead()['name'],
        customer_primary_contact: 'Ada Smith',
      });
    });

    it('is that Customer also when the person is faster by a call, whichever it is', async () => {
      let isTooLate = false;
      for (let step = 1; !isTooLate; step += 1) {
        await startAgain();
        await register();
        const known = await party();
        beforeEachCall(member().erpnext, async (n, kind) => {
          // In the moment of the insert itself nothing in ERPNext keeps the two apart.
          if (n <= step && kind === 'write') isTooLate = true;
          if (n === step && !isTooLate) await inDesk();
        });

        await untilDone(() => member().conversion.convert(known));

        if (!isTooLate)
          expect(theCustomer(), `converted before call ${step}`).to.include({ name: 'Smith Ltd' });
      }
    });

    it('is told what the Lead was told in the meantime, at whatever step', async () => {
      let known: Party;
      const calls = await atEveryCall({
        given: async () => {
          await register();
          known = await party();
        },
        work: () => untilDone(() => member().conversion.convert(known)),
        happens: () => site().member().leads.handle(changed),
        then: expectChanged,
      });

      expect(calls).to.be.greaterThan(5);
    });

    it('is told what its Lead was being told when it became a Customer, at whatever step', async () => {
      const calls = await atEveryCall({
        given: () => register(),
        work: () => untilDone(() => member().leads.handle(changed)),
        happens: () => convert({}, site().member()),
        then: expectChanged,
      });

      expect(calls).to.be.greaterThan(5);
    });

    const changed = customerEvent({
      ...company,
      companyName: 'Smith & Sons LLC',
      phone: '+1 212 555 0100',
      updatedAt: at(5),
    });
    const expectChanged = (when: string) => {
      expect(theCustomer(), when).to.include({
        customer_name: 'Smith & Sons LLC',
        medusa_updated_at: new Date(at(5)).toISOString(),
        mobile_no: '+1 212 555 0100',
      });
    };
  });

  it('of a guest whose account takes over meanwhile keeps both ids on Lead and Customer', async () => {
    const guest = {
      medusaId: 'cus_guest',
      word: { email: 'emile@laufkundschaft.example', hasAccount: false },
    };
    await member().parties.ensure({ ...guest, version: undefined, isNew: false });
    const known = await party('cus_guest');
    const account = customerEvent({ id: 'cus_1', email: guest.word.email, createdAt: at(0) });
    const leadService = site().member();
    beforeEachCall(member().erpnext, async (n) => {
      if (n === 4) await leadService.leads.handle(account);
    });

    await untilDone(() => member().conversion.convert(known, { billing }));
    await convert();

    const ids = { medusa_id: 'cus_1', medusa_guest_id: 'cus_guest' };
    expect(site().theLead()).to.include(ids);
    expect(theCustomer()).to.include(ids);
  });
});
