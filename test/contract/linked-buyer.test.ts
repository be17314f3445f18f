import { expect } from 'chai';
import { customerEvent } from '../support/customer-events.js';
import { at } from '../support/customers-on-site.js';
import { cutOffEverywhere } from '../support/cut-off-everywhere.js';
import { bob, linksOf, linksOnSite } from '../support/links-on-site.js';
import { content, withoutFlags } from '../support/site-content.js';

describe('A Customer that existed before the shop', () => {
  const { site, member, handle, startAgain, told, link, unlink, leadOf, all, named } = linksOnSite();

  describe('that stands for somebody already', () => {
    beforeEach(() => link('cus_1', 'ACME'));

    it('gets a further buyer as a Contact', async () => {
      await link('cus_2', 'ACME');

      const lead = leadOf('cus_2');
      const contact = named('Contact', 'Bob Acme');
      expect(contact).to.include({
        medusa_id: 'cus_2',
        medusa_updated_at: new Date(at(0)).toISOString(),
        medusa_snapshot: lead?.['medusa_snapshot'],
      });
      expect(linksOf(contact)).to.deep.equal(['ACME', lead?.['name']]);
      expect(lead).to.include({ status: 'Converted', customer: 'ACME' });
      expect(named('Customer', 'ACME')).to.include({ medusa_id: 'cus_1' });
      expect(told().at(-1)).to.deep.include({
        type: 'CustomerLinked',
        medusaId: 'cus_2',
        document: { doctype: 'Contact', name: 'Bob Acme' },
      });
    });

    it('keeps its default addresses when the buyer’s come along', async () => {
      await link('cus_2', 'ACME');

      const addresses = all('Address').filter((address) => linksOf(address).includes('ACME'));
      expect(addresses.map((address) => [address['medusa_id'], address['is_primary_address']])).to.deep.equal(
        [
          [null, 1],
          ['cuaddr_1', 0],
          ['cuaddr_2', 0],
        ],
      );
    });

    it('has the buyer found by the services, also by the guest’s id; the Lead holds no old e-mail', async () => {
      await site().admin.update('Lead', String(leadOf('cus_2')?.['name']), { medusa_guest_id: 'cus_guest' });
      await link('cus_2', 'ACME');

      const [outcome] = await handle(customerEvent({ ...bob, email: 'bob@new.example', updatedAt: at(1) }));

      expect(outcome).to.deep.include({
        type: 'CustomerSaved',
        medusaId: 'cus_2',
        document: { doctype: 'Contact', name: 'Bob Acme' },
      });
      expect(named('Contact', 'Bob Acme')).to.include({ email_id: 'bob@new.example' });
      expect(leadOf('cus_2')).to.include({ medusa_email: 'bob@new.example', status: 'Converted' });
      expect(await member().parties.find('cus_guest')).to.include({ kind: 'Contact' });
    });

    it('gets one where the site makes no Contacts', async () => {
      const lead = String(leadOf('cus_2')?.['name']);
      await site().admin.call('frappe.client.delete', { doctype: 'Contact', name: 'Bob Acme' });

      await link('cus_2', 'ACME');

      expect(named('Contact', `Bob Acme-${lead}`)).to.include({
        medusa_id: 'cus_2',
        email_id: 'bob@acme.example',
      });
    });

    it('at any call cut off: the repetition ends the same', async () => {
      await link('cus_2', 'ACME');
      const whole = content(site());

      await cutOffEverywhere(() => link('cus_2', 'ACME'), {
        prepare: async () => {
          await startAgain();
          await link('cus_1', 'ACME');
        },
        cut: (client) => link('cus_2', 'ACME', client),
        client: () => member().erpnext,
        check: () => expect(content(site())).to.deep.equal(whole),
      });
    });

    it('and is unlinked from the buyer keeps nothing of it', async () => {
      const before = content(site());
      await link('cus_2', 'ACME');

      await unlink('cus_2', 'ACME');

      expect(withoutFlags(content(site()))).to.deep.equal(withoutFlags(before));
      expect(told().at(-1)).to.deep.include({ type: 'CustomerUnlinked', medusaId: 'cus_2' });
      expect(await member().parties.find('cus_2')).to.include({ kind: 'Lead' });
    });
  });

  describe('and whose person is deleted in the shop', () => {
    for (const [what, links] of [
      ['the person that it stands for', ['cus_2']],
      ['a further buyer', ['cus_1', 'cus_2']],
    ] as const)
      it(`gives the e-mail of ${what} free for whoever registers with it`, async () => {
        for (const id of links) await link(id, 'ACME');
        await handle(customerEvent({ ...bob, updatedAt: at(1) }, { stage: 'DELETED' }));

        const [outcome] = await handle(customerEvent({ ...bob, id: 'cus_3', createdAt: at(2) }));

        expect(outcome).to.deep.include({ type: 'LeadSaved', medusaId: 'cus_3' });
      });
  });
});
