import { expect } from 'chai';
import type { Party } from '#libs/party/party.js';
import { billing, conversionOnSite } from '../support/conversion-on-site.js';
import { customerEvent } from '../support/customer-events.js';
import { at } from '../support/customers-on-site.js';
import { untilDone } from '../support/until-done.js';
import { killed, onlyKilled } from '../support/watched-calls.js';

describe('A Lead that becomes a Customer', () => {
  const { site, member, replaceMember, atEveryCall, party, convert, theCustomer, register } =
    conversionOnSite();

  describe('is called', () => {
    let known: Party;
    const registerNameless = async () => {
      await register({ firstName: null, lastName: null, createdAt: at(0) });
      known = await party();
    };
    const expectCalled = (first_name: string, last_name: string, when?: string) => {
      expect(theCustomer(), when).to.include({ customer_name: `${first_name} ${last_name}` });
      expect(site().sandbox.documents('Contact')[0], when).to.include({ first_name, last_name });
    };

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
      const calls = await atEveryCall({
        given: registerNameless,
        work: () => member().conversion.convert(known, { billing }).catch(onlyKilled),
        happens: killed,
        then: async (when) => {
          replaceMember();
          await convert({ billing });
          expectCalled('Émile', 'Dupré', when);
        },
      });

      expect(calls).to.be.greaterThan(5);
    });

    it('as the shop says, whenever in between it comes to know the name', async () => {
      const named = customerEvent({
        firstName: 'Ada',
        lastName: 'Smith',
        createdAt: at(0),
        updatedAt: at(1),
      });
      const calls = await atEveryCall({
        given: registerNameless,
        work: () => untilDone(() => member().conversion.convert(known, { billing })),
        happens: async () => {
          const other = site().member();
          await untilDone(() => other.leads.handle(named));
        },
        then: (when) => expectCalled('Ada', 'Smith', when),
      });

      expect(calls).to.be.greaterThan(7);
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
