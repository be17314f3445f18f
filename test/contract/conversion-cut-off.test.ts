import { expect } from 'chai';
import { ErpNextConflict, ErpNextUnavailable } from '#libs/erpnext/errors.js';
import type { Party } from '#libs/party/party.js';
import { conversionOnSite } from '../support/conversion-on-site.js';
import { refusalOf } from '../support/refusal-of.js';
import { killed, onlyKilled } from '../support/watched-calls.js';

describe('A Lead that becomes a Customer', () => {
  const { site, member, replaceMember, startAgain, atEveryCall, party, convert, theCustomer, register } =
    conversionOnSite();

  describe('cut off at any call', () => {
    const expectWhole = (step: string) => {
      expect(theCustomer(), step).to.include({
        medusa_id: 'cus_1',
        medusa_lead: site().theLead()['name'],
        customer_primary_contact: 'Ada Smith',
      });
      expect(site().theLead(), step).to.include({ status: 'Converted' });
    };
    it('before the call is made: the next attempt ends in the same documents', async () => {
      let known: Party;
      const calls = await atEveryCall({
        given: async () => {
          await register();
          known = await party();
        },
        work: () => member().conversion.convert(known).catch(onlyKilled),
        happens: killed,
        then: async (when) => {
          replaceMember();
          await convert();
          expectWhole(when);
        },
      });

      expect(calls).to.be.greaterThan(5);
    });

    it('after a write whose answer was lost: it is looked up before it is repeated', async () => {
      for (const method of ['POST', 'PUT']) {
        await startAgain();
        await register();
        const known = await party();
        site().sandbox.faults.add({ kind: 'answer-lost', method, path: 'resource/Customer', count: 1 });

        expect(await refusalOf(member().conversion.convert(known))).to.be.instanceOf(ErpNextUnavailable);
        await convert();

        expectWhole(`answer to ${method} lost`);
      }
    });

    it('by a deadlock: it is tried again', async () => {
      await register();
      site().sandbox.faults.add({ kind: 'deadlock', method: 'POST', path: 'resource/Customer', count: 1 });

      expect(await refusalOf(convert())).to.be.instanceOf(ErpNextConflict);
      await convert();

      expectWhole('deadlock');
    });
  });
});
