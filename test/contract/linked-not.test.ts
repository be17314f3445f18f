import { expect } from 'chai';
import { linksOnSite, reasonOf } from '../support/links-on-site.js';
import { everything } from '../support/site-content.js';

describe('A Customer that existed before the shop', () => {
  const { site, checks, link, unlink, leadOf } = linksOnSite();

  describe('is not linked, and nothing is written,', () => {
    const refused = async (called: string, customer: string) => {
      const before = everything(site());
      const reason = await reasonOf(checks().toLink(called, customer));
      expect(everything(site())).to.deep.equal(before);
      return reason;
    };

    it('when there is no such Lead or Customer', async () => {
      expect(await refused('cus_unknown', 'ACME')).to.equal('NO_SUCH_LEAD');
      expect(await refused('cus_1', 'Nobody')).to.equal('NO_SUCH_CUSTOMER');
    });

    it('when the Lead is not of the shop', async () => {
      const lead = await site().admin.insert('Lead', { first_name: 'Walk-in' });

      expect(await refused(lead.name, 'ACME')).to.equal('NOT_OF_THE_SHOP');
    });

    it('when the Customer is disabled', async () => {
      await site().admin.update('Customer', 'ACME', { disabled: 1 });

      expect(await refused('cus_1', 'ACME')).to.equal('CUSTOMER_DISABLED');
    });

    it('when another Customer has the id, or was made from the Lead', async () => {
      await site().admin.insert('Customer', { customer_name: 'Other', customer_type: 'Company' });
      await link('cus_1', 'Other');
      const lead = String(leadOf('cus_2')?.['name']);
      await site().admin.insert('Customer', {
        customer_name: 'Made',
        customer_type: 'Company',
        lead_name: lead,
      });

      expect(await refused('cus_1', 'ACME')).to.equal('ID_ON_ANOTHER_CUSTOMER');
      expect(await refused('cus_2', 'ACME')).to.equal('LEAD_OF_ANOTHER_CUSTOMER');
    });

    it('when the Customer was made from another Lead that is not of the shop', async () => {
      const lead = await site().admin.insert('Lead', { first_name: 'Walk-in' });
      await site().admin.insert('Customer', {
        customer_name: 'Walk-in Ltd',
        customer_type: 'Company',
        lead_name: lead.name,
      });

      expect(await refused('cus_1', 'Walk-in Ltd')).to.equal('CUSTOMER_OF_ANOTHER_LEAD');
    });

    it('when the person is a buyer of another Customer', async () => {
      await link('cus_1', 'ACME');
      await link('cus_2', 'ACME');
      await site().admin.insert('Customer', { customer_name: 'Other', customer_type: 'Company' });

      expect(await refused('cus_2', 'Other')).to.equal('BUYER_OF_ANOTHER_CUSTOMER');
    });

    it('and not unlinked when it is not linked', async () => {
      expect(await reasonOf(unlink('cus_1', 'ACME'))).to.equal('NOT_LINKED');
    });
  });
});
