import { expect } from 'chai';
import { ErpNextConflict, ErpNextUnavailable } from '#libs/erpnext/errors.js';
import { customerEvent } from '../support/customer-events.js';
import { at, customersOnSite } from '../support/customers-on-site.js';
import { killed, onlyKilled } from '../support/watched-calls.js';

describe('A customer of the shop in ERPNext', () => {
  const { site, member, replaceMember, atEveryCall, handle, refusalOf, leadOf } = customersOnSite();

  describe('who changes', () => {
    beforeEach(() => handle(customerEvent({ phone: '+1 212 555 0199', createdAt: at(0) })));

    it('is changed in the Lead and in its Contact', async () => {
      await handle(
        customerEvent({
          phone: '+1 212 555 0100',
          email: 'Ada@New.example',
          createdAt: at(0),
          updatedAt: at(1),
        }),
      );

      expect(site().theLead()).to.include({
        mobile_no: '+1 212 555 0100',
        email_id: 'ada@new.example',
        medusa_email: 'ada@new.example',
        medusa_updated_at: new Date(at(1)).toISOString(),
      });
      expect(site().sandbox.documents('Contact')[0]).to.include({
        mobile_no: '+1 212 555 0100',
        email_id: 'ada@new.example',
      });
    });

    it('has its number nowhere once it has none', async () => {
      expect(site().theLead()).to.include({ phone: '+1 212 555 0199', mobile_no: '+1 212 555 0199' });

      await handle(customerEvent({ phone: null, createdAt: at(0), updatedAt: at(1) }));

      expect(site().theLead()).to.include({ phone: null, mobile_no: null });
      expect(site().sandbox.documents('Contact')[0]).to.deep.include({ phone_nos: [] });
    });

    it('keeps what a salesperson corrected in the meantime', async () => {
      const lead = site().theLead();
      await site().admin.update('Lead', String(lead['name']), {
        first_name: 'Adelaide',
        status: 'Interested',
      });

      await handle(customerEvent({ phone: null, createdAt: at(0), updatedAt: at(1) }));

      expect(site().theLead()).to.include({ first_name: 'Adelaide', status: 'Interested' });
      expect(site().theLead()['mobile_no'] ?? null).to.equal(null);
    });

    it('keeps the name that a salesperson found out, when the shop has none and the e-mail changes', async () => {
      const nameless = { id: 'cus_2', firstName: null, lastName: null, createdAt: at(0) };
      await handle(customerEvent({ ...nameless, email: 'o.k@minimal.example' }));
      const lead = () => leadOf('cus_2');
      expect(lead()).to.include({ first_name: 'o.k' });

      await handle(customerEvent({ ...nameless, email: 'ok@minimal.example', updatedAt: at(1) }));
      expect(lead()).to.include({ first_name: 'ok' });

      await site().admin.update('Lead', String(lead()?.['name']), { first_name: 'Odile', last_name: 'Kern' });
      await handle(customerEvent({ ...nameless, email: 'odile@minimal.example', updatedAt: at(2) }));
      expect(lead()).to.include({ lead_name: 'Odile Kern', email_id: 'odile@minimal.example' });
    });

    it('keeps further addresses that a person noted on the Contact', async () => {
      const [contact] = site().sandbox.documents('Contact');
      const email_ids = [
        { email_id: 'ada@smith-daughters.example', is_primary: 1 },
        { email_id: 'ada@private.example', is_primary: 0 },
      ];
      await site().admin.update('Contact', String(contact?.['name']), { email_ids });

      await handle(customerEvent({ email: 'ada@new.example', createdAt: at(0), updatedAt: at(1) }));

      const rows = site().sandbox.documents('Contact')[0]?.['email_ids'] as Record<string, unknown>[];
      expect(rows.map((row) => [row['email_id'], row['is_primary']])).to.deep.equal([
        ['ada@new.example', 1],
        ['ada@private.example', 0],
      ]);
    });

    it('is not changed back by an older record, which tells the current fact', async () => {
      const changed = await handle(customerEvent({ firstName: 'Ida', createdAt: at(0), updatedAt: at(2) }));
      const older = await handle(customerEvent({ firstName: 'Ana', createdAt: at(0), updatedAt: at(1) }));

      expect(site().theLead()).to.include({ first_name: 'Ida' });
      expect(older).to.deep.equal(changed);
      expect(member().superseded()).to.equal(1);
    });

    it('loses nothing when the change is cut off between Contact and Lead', async () => {
      site().sandbox.faults.add({ kind: 'bad-gateway', method: 'PUT', doctype: 'Lead', count: 1 });
      const changed = customerEvent({ phone: '+1 212 555 0100', createdAt: at(0), updatedAt: at(1) });

      expect(await refusalOf(changed)).to.be.instanceOf(ErpNextUnavailable);
      await handle(changed);

      expect(site().theLead()).to.include({
        mobile_no: '+1 212 555 0100',
        medusa_updated_at: new Date(at(1)).toISOString(),
      });
    });

    it('has in its Contact what is newest, though an older change was cut off before the Lead', async () => {
      site().sandbox.faults.add({ kind: 'bad-gateway', method: 'PUT', doctype: 'Lead', count: 1 });
      expect(
        await refusalOf(customerEvent({ phone: '+1 212 555 0100', createdAt: at(0), updatedAt: at(1) })),
      ).to.be.instanceOf(ErpNextUnavailable);

      await handle(customerEvent({ phone: null, createdAt: at(0), updatedAt: at(2) }));

      expect(site().sandbox.documents('Contact')[0]?.['mobile_no'] || null).to.equal(null);
      expect(site().theLead()['mobile_no'] || null).to.equal(null);
    });

    it('has no number that it lost again before the Lead had heard of it, wherever that is cut off', async () => {
      const lostAgain = customerEvent({ phone: null, createdAt: at(0), updatedAt: at(2) });
      const calls = await atEveryCall({
        given: async () => {
          await handle(customerEvent({ phone: null, createdAt: at(0) }));
          site().sandbox.faults.add({ kind: 'bad-gateway', method: 'PUT', doctype: 'Lead', count: 1 });
          await refusalOf(customerEvent({ phone: '+1 212 555 0100', createdAt: at(0), updatedAt: at(1) }));
          expect(site().theLead()).to.include({ mobile_no: '+1 212 555 0100' });
        },
        work: () => handle(lostAgain).catch(onlyKilled),
        happens: killed,
        then: async (when) => {
          replaceMember();
          await handle(lostAgain);
          expect(site().theLead(), when).to.include({ phone: null, mobile_no: null });
          expect(site().sandbox.documents('Contact')[0]?.['mobile_no'] || null, when).to.equal(null);
        },
      });

      expect(calls).to.be.greaterThan(3);
    });

    it('does not overwrite what somebody writes at the same moment', async () => {
      site().sandbox.faults.add({ kind: 'timestamp-mismatch', method: 'PUT', doctype: 'Lead', count: 1 });
      const changed = customerEvent({ lastName: 'Jones', createdAt: at(0), updatedAt: at(1) });

      expect(await refusalOf(changed)).to.be.instanceOf(ErpNextConflict);
      await handle(changed);

      expect(site().theLead()).to.include({ last_name: 'Jones' });
    });

    it('keeps its country: an address may only be unknown to the sender', async () => {
      const address = { isDefaultBilling: true, countryCode: 'de' } as never;
      await handle(customerEvent({ addresses: [address], createdAt: at(0), updatedAt: at(1) }));
      await handle(customerEvent({ addresses: [], createdAt: at(0), updatedAt: at(2) }));

      expect(site().theLead()).to.include({ country: 'Germany' });
    });
  });
});
