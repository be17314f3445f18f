import { expect } from 'chai';
import { customerEvent } from '../support/customer-events.js';
import { account, at, customersOnSite } from '../support/customers-on-site.js';
import { furtherBuyer } from '../support/further-buyer.js';

describe('A customer of the shop in ERPNext', () => {
  const { site, handle } = customersOnSite();

  describe('whose Lead became a Customer', () => {
    const convert = async (more: object = {}) => {
      const lead = site().theLead();
      return site().admin.insert('Customer', {
        customer_name: 'Smith Ltd',
        customer_type: 'Company',
        customer_group: 'Commercial',
        territory: 'All Territories',
        lead_name: String(lead['name']),
        ...more,
      });
    };
    const theCustomer = () => site().sandbox.documents('Customer')[0];

    beforeEach(() => handle(customerEvent({ createdAt: at(0) })));

    it('in Desk is followed: the Customer gets ids, version and word of the Lead', async () => {
      await convert();

      const [outcome] = await handle(customerEvent({ createdAt: at(0) }));

      expect(theCustomer()).to.include({
        medusa_id: 'cus_1',
        medusa_lead: site().theLead()['name'],
        medusa_updated_at: new Date(at(0)).toISOString(),
      });
      expect(outcome).to.deep.include({
        type: 'CustomerSaved',
        document: { doctype: 'Customer', name: 'Smith Ltd' },
      });
    });

    it('is changed in the Customer, its Contact, and the Lead’s e-mail', async () => {
      await convert();

      await handle(
        customerEvent({
          companyName: 'Smith & Co',
          email: 'ada@new.example',
          createdAt: at(0),
          updatedAt: at(1),
        }),
      );

      expect(theCustomer()).to.include({
        name: 'Smith Ltd',
        customer_name: 'Smith & Co',
        medusa_updated_at: new Date(at(1)).toISOString(),
      });
      expect(site().theLead()).to.include({ medusa_email: 'ada@new.example', email_id: 'ada@new.example' });
      expect(site().sandbox.documents('Contact')[0]).to.include({ email_id: 'ada@new.example' });
    });

    it('is kept when it is deleted in Medusa, and its Lead gives the e-mail free', async () => {
      await convert();

      const [outcome] = await handle(customerEvent(null, { stage: 'DELETED', version: at(5) }));

      expect(theCustomer()).to.include({ medusa_deleted: 1, disabled: 0 });
      expect(site().theLead()).to.include({ medusa_deleted: 1, unsubscribed: 1, status: 'Converted' });
      expect(outcome).to.deep.include({
        type: 'CustomerDeleted',
        document: { doctype: 'Customer', name: 'Smith Ltd' },
      });
    });

    it('by a take-over that was cut off before its Customer: the pair is completed', async () => {
      const lead = site().theLead();
      await convert({ medusa_id: 'cus_1', medusa_lead: String(lead['name']) });
      await site().admin.update('Lead', String(lead['name']), {
        medusa_id: 'cus_account',
        medusa_guest_id: 'cus_1',
      });

      await handle(customerEvent({ ...account, createdAt: at(9) }));

      expect(theCustomer()).to.include({ medusa_id: 'cus_account', medusa_guest_id: 'cus_1' });
    });
  });

  it('who is a further buyer of a Customer changes only that Contact', async () => {
    await furtherBuyer(site());

    const event = customerEvent({
      id: 'cus_second',
      email: 'a@acme.example',
      firstName: 'Anne',
      createdAt: at(0),
      updatedAt: at(1),
    });
    const [outcome] = await handle(event);

    expect(outcome).to.deep.include({ type: 'CustomerSaved', medusaId: 'cus_second' });
    expect(site().leads()).to.deep.equal([]);
    expect(site().sandbox.documents('Customer')[0]).to.include({
      customer_name: 'ACME',
      medusa_id: 'cus_first',
    });
  });
});
