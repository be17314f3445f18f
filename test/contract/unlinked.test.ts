import { expect } from 'chai';
import { halfDoneLinks } from '#libs/party/half-done-links.js';
import { suggestLinks } from '#libs/party/suggest-links.js';
import { unlinkedCustomers } from '#libs/party/unlinked-customers.js';
import { customerEvent } from '../support/customer-events.js';
import { at, customersOnSite } from '../support/customers-on-site.js';

describe('Customers that stand for nobody of the shop', () => {
  const { site, member, handle, leadOf } = customersOnSite();

  const customer = (customer_name: string, more: Record<string, string | number> = {}) =>
    site().admin.insert('Customer', { customer_name, customer_type: 'Company', ...more });
  const person = (said: object) => handle(customerEvent({ createdAt: at(0), ...said }));
  const leadName = (medusaId: string) => String(leadOf(medusaId)?.['name']);
  const namesOf = (found: { customers: readonly { name: string }[] }) =>
    found.customers.map(({ name }) => name);

  describe('are listed', () => {
    beforeEach(async () => {
      for (const name of ['Old Oak Trading', 'Trading Post, Old', 'Oak & Sons', '100 % Cotton'])
        await customer(name);
      await customer('Shop Oak', { medusa_id: 'cus_9' });
      await customer('Dead Oak', { disabled: 1 });
    });
    const listed = (words: string[], page = 1, size = 20) =>
      unlinkedCustomers(member().erpnext, { words, page, size });

    it('by words of the name in any order, without those of the shop and the disabled', async () => {
      expect(namesOf(await listed(['oak']))).to.deep.equal(['Oak & Sons', 'Old Oak Trading']);
      expect(namesOf(await listed(['trading', 'OLD']))).to.deep.equal([
        'Old Oak Trading',
        'Trading Post, Old',
      ]);
      expect(namesOf(await listed(['100', '%']))).to.deep.equal(['100 % Cotton']);
    });

    it('page by page', async () => {
      const [first, second] = [await listed([], 1, 3), await listed([], 2, 3)];

      expect(namesOf(first)).to.have.length(3);
      expect(first.hasMore).to.equal(true);
      expect(namesOf(second)).to.deep.equal(['Trading Post, Old']);
      expect(second.hasMore).to.equal(false);
    });
  });

  describe('are suggested', () => {
    const suggested = async () => {
      const { customers } = await unlinkedCustomers(member().erpnext, { words: [], page: 1, size: 20 });
      const suggestions = await suggestLinks(member().erpnext, customers);
      return suggestions.map(({ customer: name, medusaId, evidence }) => [
        name,
        medusaId,
        evidence.map(({ kind }) => kind).join(', '),
      ]);
    };

    it('by e-mail, phone, tax id and company, with the evidence and the strongest first', async () => {
      await customer('Müller GmbH & Co. KG', {
        email_id: 'buero@mueller.example',
        mobile_no: '+49 89 555 01 23',
        tax_id: 'DE 123456789',
      });
      await person({ id: 'cus_mail', email: 'buero@mueller.example' });
      await person({ id: 'cus_phone', email: 'p@x.example', phone: '089 5550123' });
      await person({
        id: 'cus_tax',
        email: 't@x.example',
        metadata: JSON.stringify({ vat_id: 'DE123456789' }),
        companyName: 'Muller AG',
      });
      await person({ id: 'cus_else', email: 'e@x.example', companyName: 'Mullerei' });

      expect(await suggested()).to.deep.equal([
        ['Müller GmbH & Co. KG', 'cus_tax', 'tax id, company'],
        ['Müller GmbH & Co. KG', 'cus_mail', 'e-mail'],
        ['Müller GmbH & Co. KG', 'cus_phone', 'phone'],
      ]);
    });

    it('not when they have nothing in common but blanks', async () => {
      await customer('ACME');
      await person({ id: 'cus_1', phone: null, companyName: null });

      expect(await suggested()).to.deep.equal([]);
    });
  });

  describe('and links that are half done', () => {
    it('are found: made in Desk, or cut off before the Lead', async () => {
      await customer('ACME', { medusa_id: 'cus_first' });
      await customer('Other');
      for (const id of ['cus_1', 'cus_2', 'cus_3'])
        await person({ id, email: `${id}@x.example`, firstName: id });
      await site().admin.update('Customer', 'Other', { medusa_id: 'cus_1', lead_name: leadName('cus_1') });
      const links = [{ link_doctype: 'Customer', link_name: 'ACME' }];
      await site().admin.update('Contact', 'cus_2 Smith', { medusa_id: 'cus_2', links });

      expect(await halfDoneLinks(member().erpnext)).to.deep.equal([
        { medusaId: 'cus_1', customer: 'Other' },
        { medusaId: 'cus_2', customer: 'ACME' },
      ]);
    });

    it('are not found where nothing is left to do', async () => {
      expect(await halfDoneLinks(member().erpnext)).to.deep.equal([]);
    });
  });
});
