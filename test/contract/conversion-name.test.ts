import { expect } from 'chai';
import { billing, conversionOnSite } from '../support/conversion-on-site.js';
import { customerEvent } from '../support/customer-events.js';
import { at } from '../support/customers-on-site.js';
import { refusalOf } from '../support/refusal-of.js';
import { untilDone } from '../support/until-done.js';
import { beforeEachCall, Killed } from '../support/watched-calls.js';

describe('A Lead that becomes a Customer', () => {
  const { site, member, replaceMember, startAgain, party, convert, theCustomer, register } =
    conversionOnSite();

  describe('is called', () => {
    it('as a salesperson corrected it', async () => {
      await register({ createdAt: at(0) });
      await site().admin.update('Lead', String(site().theLead()['name']), { first_name: 'Adelaide' });

      await convert({ billing });

      expect(theCustomer()).to.include({ customer_name: 'Adelaide Smith', customer_type: 'Individual' });
    });

    it('as the order is billed, when the shop knows no name', async () => {
      await register({ firstName: null, lastName: null, createdAt: at(0) });

      await convert({ billing });

      expect(theCustomer()).to.include({ customer_name: 'Émile Dupré', customer_type: 'Individual' });
      expect(site().theLead()).to.include({ first_name: 'Émile', last_name: 'Dupré' });
      expect(site().sandbox.documents('Contact')[0]).to.include({ first_name: 'Émile', last_name: 'Dupré' });
    });

    it('as the order is billed, also when that was cut off at any call', async () => {
      for (let step = 1; step <= 6; step += 1) {
        await startAgain();
        await register({ firstName: null, lastName: null, createdAt: at(0) });
        const known = await party();
        beforeEachCall(member().erpnext, (n) => {
          if (n === step) throw new Killed();
        });
        expect(await refusalOf(member().conversion.convert(known, { billing }))).to.be.instanceOf(Killed);

        replaceMember();
        await convert({ billing });

        expect(theCustomer(), `killed before call ${step}`).to.include({ customer_name: 'Émile Dupré' });
        expect(site().sandbox.documents('Contact')[0]).to.include({
          first_name: 'Émile',
          last_name: 'Dupré',
        });
      }
    });

    it('as the shop says, whenever in between it comes to know the name', async () => {
      const named = customerEvent({
        firstName: 'Ada',
        lastName: 'Smith',
        createdAt: at(0),
        updatedAt: at(1),
      });
      for (let step = 1; step <= 8; step += 1) {
        await startAgain();
        await register({ firstName: null, lastName: null, createdAt: at(0) });
        const known = await party();
        const other = site().member();
        beforeEachCall(member().erpnext, async (n) => {
          if (n === step) await untilDone(() => other.leads.handle(named));
        });

        await untilDone(() => member().conversion.convert(known, { billing }));

        const where = `named before call ${step}`;
        expect(theCustomer(), where).to.include({ customer_name: 'Ada Smith' });
        expect(site().sandbox.documents('Contact')[0], where).to.include({
          first_name: 'Ada',
          last_name: 'Smith',
        });
      }
    });

    it('by the only name that the order’s billing address says', async () => {
      await register({ firstName: null, lastName: null, createdAt: at(0) });

      await convert({ billing: { ...billing, firstName: null } });

      expect(theCustomer()).to.include({ customer_name: 'Dupré', customer_type: 'Individual' });
      expect(site().theLead()).to.include({ lead_name: 'Dupré' });
    });

    it('as the company the order is billed to, when no person is named at all', async () => {
      await register({ firstName: null, lastName: null, createdAt: at(0) });

      await convert({ billing: { ...billing, firstName: ' ', lastName: null } });

      expect(theCustomer()).to.include({ customer_name: 'Dupré SARL', customer_type: 'Company' });
    });

    it('by the part of the e-mail before @, when nothing names it', async () => {
      await register({ firstName: null, lastName: null, createdAt: at(0) });

      await convert();

      expect(theCustomer()).to.include({ customer_name: 'ada', customer_type: 'Individual' });
    });
  });
});
