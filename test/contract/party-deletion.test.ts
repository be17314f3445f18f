import { expect } from 'chai';
import { customerEvent } from '../support/customer-events.js';
import { at, customersOnSite } from '../support/customers-on-site.js';

const merchants = { createdBy: 'user_1', hasAccount: false };

describe('A customer of the shop in ERPNext', () => {
  const { site, handle, leadOf } = customersOnSite();

  describe('who is deleted', () => {
    it('is a Lead that nobody contacts any more', async () => {
      await handle(customerEvent({ ...merchants, createdAt: at(0) }));

      const [outcome] = await handle(
        customerEvent({ ...merchants, createdAt: at(0), updatedAt: at(1) }, { stage: 'DELETED' }),
      );

      expect(site().theLead()).to.include({ medusa_deleted: 1, status: 'Do Not Contact', unsubscribed: 1 });
      expect(outcome).to.include({ type: 'CustomerDeleted', medusaId: 'cus_1' });
    });

    it('before it was ever seen is made and ended, and claims nobody’s e-mail', async () => {
      await handle(customerEvent({ id: 'cus_other', createdAt: at(0) }));

      await handle(customerEvent({ id: 'cus_1', createdAt: at(0), updatedAt: at(1) }, { stage: 'DELETED' }));

      const ended = leadOf('cus_1');
      expect(ended).to.include({ medusa_deleted: 1, status: 'Do Not Contact' });
      expect(ended?.['email_id'] ?? null).to.equal(null);
    });

    it('stays deleted whatever older record comes later', async () => {
      await handle(customerEvent({ createdAt: at(0) }));
      await handle(customerEvent(null, { stage: 'DELETED', version: at(5) }));

      const outcomes = await handle(customerEvent({ firstName: 'Ida', createdAt: at(0), updatedAt: at(4) }));

      expect(site().theLead()).to.include({ medusa_deleted: 1, first_name: 'Ada' });
      expect(outcomes[0]).to.include({ type: 'CustomerDeleted' });
    });

    it('and restored in Medusa is a Lead again', async () => {
      await handle(customerEvent({ createdAt: at(0) }));
      await handle(customerEvent({ createdAt: at(0), updatedAt: at(1) }, { stage: 'DELETED' }));

      await handle(customerEvent({ createdAt: at(0), updatedAt: at(2) }));

      expect(site().theLead()).to.include({ medusa_deleted: 0, status: 'Lead', unsubscribed: 0 });
    });
  });
});
