import { expect } from 'chai';
import { CustomerExists } from '#libs/party/errors.js';
import { conversionOnSite } from '../support/conversion-on-site.js';
import { at } from '../support/customers-on-site.js';
import { refusalOf } from '../support/refusal-of.js';

describe('A Lead that becomes a Customer', () => {
  const { site, member, party, convert, customers, register } = conversionOnSite();

  describe('when ERPNext may have the buyer already', () => {
    const stranger = (fields: Record<string, string | number>) =>
      site().admin.insert('Customer', {
        customer_name: 'By hand',
        customer_type: 'Company',
        customer_group: 'Commercial',
        territory: 'All Territories',
        ...fields,
      });
    const held = async () => {
      const refusal = await refusalOf(convert());
      expect(refusal).to.be.instanceOf(CustomerExists);
      return (refusal as CustomerExists).context['candidates'];
    };

    beforeEach(() => register());

    it('by the e-mail of a Contact is held', async () => {
      await stranger({ email_id: 'ADA@smith-daughters.example' });

      expect(await held()).to.deep.equal([{ customer: 'By hand', by: ['e-mail'] }]);
      expect(customers()).to.have.length(1);
    });

    it('by tax id, with or without blanks and dots, is held, a colleague’s too', async () => {
      await stranger({ tax_id: 'us 12.345', medusa_id: 'cus_colleague' });

      expect(await held()).to.deep.equal([{ customer: 'By hand', by: ['tax id'] }]);
    });

    it('by a company’s name is held, a colleague’s too', async () => {
      await stranger({ customer_name: 'SMITH & DAUGHTERS LLC', medusa_id: 'cus_colleague' });

      expect(await held()).to.deep.equal([{ customer: 'SMITH & DAUGHTERS LLC', by: ['name'] }]);
    });

    it('by the e-mail of a customer who is deleted in the shop is not: that one has given it free', async () => {
      await stranger({ email_id: 'ada@smith-daughters.example', medusa_id: 'cus_old', medusa_deleted: 1 });

      await convert();

      expect(customers()).to.have.length(2);
    });

    it('by an e-mail that a person added to the Contact of another customer of the shop is held', async () => {
      const other = { id: 'cus_2', lastName: 'Jones', createdAt: at(0) };
      await register({ ...other, email: 'bob@elsewhere.example' });
      await member().conversion.convert(await party('cus_2'));
      await register({ ...other, email: 'bob@jones.example', updatedAt: at(1) });
      await site().admin.update('Contact', 'Ada Jones', {
        email_ids: [
          { email_id: 'bob@jones.example', is_primary: 1 },
          { email_id: 'ada@smith-daughters.example', is_primary: 0 },
        ],
      });

      expect(await held()).to.deep.equal([{ customer: 'Ada Jones', by: ['e-mail'] }]);
    });

    it('names each candidate once, with all that speaks for it', async () => {
      await stranger({ customer_name: 'Smith & Daughters LLC', tax_id: 'US 12-345' });
      await stranger({ email_id: 'ada@smith-daughters.example' });

      expect(await held()).to.deep.equal([
        { customer: 'Smith & Daughters LLC', by: ['tax id', 'name'] },
        { customer: 'By hand', by: ['e-mail'] },
      ]);
    });

    it('goes on once a person has linked the right one', async () => {
      await stranger({ customer_name: 'Smith & Daughters LLC' });
      await held();
      await site().admin.update('Customer', 'Smith & Daughters LLC', {
        medusa_id: 'cus_1',
        medusa_lead: String(site().theLead()['name']),
        lead_name: String(site().theLead()['name']),
      });

      const { party: now } = await convert();

      expect(now).to.include({ kind: 'Customer' });
      expect(customers()).to.have.length(1);
    });

    it('is made anew all the same when the shop says so', async () => {
      await stranger({ customer_name: 'Smith & Daughters LLC' });

      await convert({}, site().member({ existingCustomer: 'create' }));

      expect(customers().map(({ name }) => name)).to.deep.equal([
        'Smith & Daughters LLC',
        'Smith & Daughters LLC - 1',
      ]);
    });
  });
});
