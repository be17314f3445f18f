import { expect } from 'chai';
import { outcomeId } from '#libs/messaging/lifecycle-announcer.js';
import { customerEvent } from '../support/customer-events.js';
import { at } from '../support/customers-on-site.js';
import { cutOffEverywhere } from '../support/cut-off-everywhere.js';
import { ada, addressOf, linksOf, linksOnSite } from '../support/links-on-site.js';
import { content, withoutFlags } from '../support/site-content.js';

describe('A Customer that existed before the shop', () => {
  const { site, member, handle, startAgain, told, forgetTold, link, unlink, leadOf, all, named } =
    linksOnSite();

  describe('unlinked', () => {
    it('from a further buyer, at any call cut off: the repetition ends the same', async () => {
      const prepare = async () => {
        await startAgain();
        await link('cus_1', 'ACME');
        await link('cus_2', 'ACME');
        forgetTold();
      };
      await prepare();
      await unlink('cus_2', 'ACME');
      const whole = content(site());

      await cutOffEverywhere(() => unlink('cus_2', 'ACME'), {
        prepare,
        cut: (client) => unlink('cus_2', 'ACME', client),
        client: () => member().erpnext,
        check: () => {
          expect(content(site())).to.deep.equal(whole);
          expect(told().map(({ type }) => type)).to.include('CustomerUnlinked');
        },
        mayBeDone: 'NOT_LINKED',
      });
    });

    it('is as it was before, and so is the Lead', async () => {
      const before = content(site());
      await link('cus_1', 'ACME');

      await unlink('cus_1', 'ACME');

      expect(withoutFlags(content(site()))).to.deep.equal(withoutFlags(before));
      expect(told().map(({ type }) => type)).to.deep.equal(['CustomerLinked', 'CustomerUnlinked']);
    });

    it('gives back the addresses that came since', async () => {
      await link('cus_1', 'ACME');
      await member().addresses.handle(addressOf(ada, 'cuaddr_3', '3 New Road'));

      await unlink('cus_1', 'ACME');

      const address = all('Address').find(({ medusa_id }) => medusa_id === 'cuaddr_3');
      expect(linksOf(address)).to.deep.equal([leadOf('cus_1')?.['name']]);
    });

    it('has its Lead found by the services', async () => {
      await link('cus_1', 'ACME');
      await unlink('cus_1', 'ACME');

      const [outcome] = await handle(customerEvent({ ...ada, lastName: 'Jones', updatedAt: at(1) }));

      expect(outcome).to.deep.include({ type: 'LeadSaved' });
      expect(leadOf('cus_1')).to.include({ last_name: 'Jones' });
      expect(named('Customer', 'ACME')).to.include({ customer_name: 'ACME' });
    });

    it('and linked again is another fact', async () => {
      await link('cus_1', 'ACME');
      await unlink('cus_1', 'ACME');
      await link('cus_1', 'ACME');

      expect(new Set(told().map(outcomeId)).size).to.equal(3);
      expect(named('Customer', 'ACME')).to.include({ medusa_id: 'cus_1' });
    });

    it('at any call cut off: the repetition ends the same, and other systems are told', async () => {
      await link('cus_1', 'ACME');
      await unlink('cus_1', 'ACME');
      const whole = content(site());

      await cutOffEverywhere(() => unlink('cus_1', 'ACME'), {
        prepare: async () => {
          await startAgain();
          await link('cus_1', 'ACME');
          forgetTold();
        },
        cut: (client) => unlink('cus_1', 'ACME', client),
        client: () => member().erpnext,
        check: () => {
          expect(content(site())).to.deep.equal(whole);
          expect(told().map(({ type }) => type)).to.include('CustomerUnlinked');
        },
        mayBeDone: 'NOT_LINKED',
      });
    });
  });
});
