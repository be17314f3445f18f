import { expect } from 'chai';
import { ErpNextConflict, ErpNextUnavailable } from '#libs/erpnext/errors.js';
import { customerEvent } from '../support/customer-events.js';
import { account, customersOnSite } from '../support/customers-on-site.js';

describe('A customer of the shop in ERPNext', () => {
  const { site, member, handle, refusalOf } = customersOnSite();

  describe('who registers', () => {
    it('becomes a Lead in one call', async () => {
      site().sandbox.requests.reset();

      const [outcome] = await handle(
        customerEvent({ ...account, phone: '+33 1 55 50 12 34', companyName: 'Dupré <SARL>' }),
      );

      expect(site().sandbox.requests.count()).to.equal(1);
      expect(site().theLead()).to.include({
        medusa_id: 'cus_account',
        first_name: 'Émile',
        last_name: 'Dupré',
        company_name: 'Dupré ‹SARL›',
        email_id: 'emile@laufkundschaft.example',
        mobile_no: '+33 1 55 50 12 34',
        source: 'Medusa',
        status: 'Lead',
        medusa_updated_at: '2026-11-23T16:48:18.570Z',
      });
      expect(outcome).to.deep.include({ type: 'LeadSaved', warnings: ['TEXT_CLEANED'] });
    });

    it('stays one Lead however often the record comes, and tells the same fact', async () => {
      const first = await handle(customerEvent(account));
      const again = await handle(customerEvent(account));

      expect(again).to.deep.equal(first);
      expect(site().leads()).to.have.length(1);
    });

    it('stays one Lead when two members work on the record at once', async () => {
      site().sandbox.faults.add({ kind: 'latency', ms: 5, maxMs: 25 });
      const others = [site().member(), site().member(), site().member()];

      const outcomes = await Promise.allSettled(
        [member(), ...others].map(({ leads }) => leads.handle(customerEvent(account))),
      );

      expect(site().leads()).to.have.length(1);
      for (const outcome of outcomes) {
        if (outcome.status === 'rejected') expect(outcome.reason).to.be.instanceOf(ErpNextConflict);
      }
    });

    it('is looked up before the insert is repeated when its answer was lost', async () => {
      site().sandbox.faults.add({
        kind: 'answer-lost',
        method: 'POST',
        doctype: 'Lead',
        path: 'resource',
        count: 1,
      });
      expect(await refusalOf(customerEvent(account))).to.be.instanceOf(ErpNextUnavailable);
      site().sandbox.requests.reset();

      await handle(customerEvent(account));

      expect(site().leads()).to.have.length(1);
      expect(
        site()
          .sandbox.requests.last()
          .filter(({ path }) => path.startsWith('/api/resource/Lead')),
      ).to.deep.equal([]);
    });

    it('may have only an e-mail', async () => {
      await handle(customerEvent({ firstName: null, lastName: null }));

      expect(site().theLead()).to.include({ email_id: 'ada@smith-daughters.example', first_name: 'ada' });
    });

    it('may have an e-mail that ERPNext refuses, and is warned about', async () => {
      const [outcome] = await handle(
        customerEvent({ email: 'ada@localhost', firstName: null, lastName: null }),
      );

      expect(site().theLead()).to.include({ first_name: 'ada' });
      expect(site().theLead()['email_id'] ?? null).to.equal(null);
      expect(outcome?.warnings).to.deep.equal(['EMAIL_LEFT_OUT']);
    });
  });
});
