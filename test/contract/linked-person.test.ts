import { expect } from 'chai';
import { outcomeId } from '#libs/messaging/lifecycle-announcer.js';
import { CustomerExists } from '#libs/party/errors.js';
import { keeperOf } from '#libs/party/party.js';
import { customerEvent } from '../support/customer-events.js';
import { at } from '../support/customers-on-site.js';
import { cutOffEverywhere } from '../support/cut-off-everywhere.js';
import { ada, linksOf, linksOnSite } from '../support/links-on-site.js';
import { content, everything } from '../support/site-content.js';

describe('A Customer that existed before the shop', () => {
  const { site, member, handle, startAgain, told, link, unlink, leadOf, all, named } = linksOnSite();

  describe('linked with a person of the shop', () => {
    it('stands for that person: ids, version, word, Lead, Contact, Address', async () => {
      await link('cus_1', 'ACME');

      const lead = leadOf('cus_1');
      expect(named('Customer', 'ACME')).to.include({
        medusa_id: 'cus_1',
        medusa_lead: lead?.['name'],
        lead_name: lead?.['name'],
        medusa_updated_at: new Date(at(0)).toISOString(),
        medusa_snapshot: lead?.['medusa_snapshot'],
      });
      expect(lead).to.include({ status: 'Converted' });
      expect(linksOf(named('Contact', 'Ada Smith'))).to.deep.equal(['ACME', lead?.['name']]);
      expect(linksOf(all('Address')[1])).to.deep.equal(['ACME', lead?.['name']]);
      expect(told().map(({ type, medusaId, document }) => [type, medusaId, document?.name])).to.deep.equal([
        ['CustomerLinked', 'cus_1', 'ACME'],
      ]);
    });

    it('keeps its own primary Contact and primary Address', async () => {
      await link('cus_1', 'ACME');

      expect(named('Customer', 'ACME')).to.include({ customer_primary_contact: 'ACME-ACME' });
      expect(all('Address').map((address) => address['is_primary_address'])).to.deep.equal([1, 0, 1]);
    });

    it('is found by the services, whose next event changes it and the person’s own Contact', async () => {
      await link(String(leadOf('cus_1')?.['name']), 'ACME');

      const [outcome] = await handle(
        customerEvent({ ...ada, email: 'ada@new.example', companyName: 'ACME Ltd', updatedAt: at(1) }),
      );

      expect(outcome).to.deep.include({
        type: 'CustomerSaved',
        document: { doctype: 'Customer', name: 'ACME' },
      });
      expect(named('Contact', 'Ada Smith')).to.include({ email_id: 'ada@new.example' });
      expect(named('Contact', 'ACME-ACME')).to.include({ email_id: 'office@acme.example' });
      expect(leadOf('cus_1')).to.include({ medusa_email: 'ada@new.example', status: 'Converted' });
    });

    it('is linked with the guest’s id of the same person too', async () => {
      await site().admin.update('Lead', String(leadOf('cus_1')?.['name']), { medusa_guest_id: 'cus_guest' });

      await link('cus_guest', 'ACME');

      expect(named('Customer', 'ACME')).to.include({ medusa_id: 'cus_1', medusa_guest_id: 'cus_guest' });
    });

    it('again changes nothing and tells the same fact', async () => {
      await link('cus_1', 'ACME');
      const before = everything(site());

      await link('cus_1', 'ACME');

      expect(everything(site())).to.deep.equal(before);
      expect(new Set(told().map(outcomeId)).size).to.equal(1);
    });

    it('at any call of its making cut off: the repetition ends the same', async () => {
      await link('cus_1', 'ACME');
      const whole = content(site());

      const cuts = await cutOffEverywhere(() => link('cus_1', 'ACME'), {
        prepare: startAgain,
        cut: (client) => link('cus_1', 'ACME', client),
        client: () => member().erpnext,
        check: () => {
          expect(content(site())).to.deep.equal(whole);
          expect(told()).to.not.have.length(0);
        },
      });

      expect(cuts).to.be.greaterThan(10);
    });

    it('by no more than the fields that a form can set: the next event finishes it', async () => {
      await link('cus_1', 'ACME');
      const whole = content(site());
      await startAgain();
      const lead = String(leadOf('cus_1')?.['name']);
      await site().admin.update('Customer', 'ACME', {
        medusa_id: 'cus_1',
        lead_name: lead,
        medusa_lead: lead,
      });

      await handle(customerEvent({ ...ada, lastName: 'Jones', updatedAt: at(1) }));

      expect(leadOf('cus_1')).to.include({ status: 'Converted' });
      expect(linksOf(named('Contact', 'Ada Smith'))).to.include('ACME');
      expect(content(site())['Address']).to.deep.equal(whole['Address']);
    });
  });

  describe('for whose buyer an order was held', () => {
    const held = async (medusaId: string) => {
      const party = await member().parties.find(medusaId);
      if (party === undefined) throw new Error(`${medusaId} is nobody.`);
      return member()
        .conversion.convert(party)
        .then(
          ({ party: now }) => `${now.kind} ${keeperOf(now).name}`,
          (error: unknown) => (error instanceof CustomerExists ? 'held' : Promise.reject(error as Error)),
        );
    };

    it('is the one of the order after the link, and not any more after the unlink', async () => {
      await site().admin.update('Contact', 'ACME-ACME', {
        email_ids: [
          { email_id: 'ada@smith-daughters.example', is_primary: 1 },
          { email_id: 'bob@acme.example', is_primary: 0 },
        ],
      });
      expect([await held('cus_1'), await held('cus_2')]).to.deep.equal(['held', 'held']);

      await link('cus_1', 'ACME');
      await link('cus_2', 'ACME');
      expect([await held('cus_1'), await held('cus_2')]).to.deep.equal(['Customer ACME', 'Contact Bob Acme']);
      expect(all('Customer')).to.have.length(1);

      await unlink('cus_2', 'ACME');
      expect(await held('cus_2')).to.equal('held');
    });
  });
});
