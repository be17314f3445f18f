import { expect } from 'chai';
import { customerEvent } from '../support/customer-events.js';
import { at, customersOnSite } from '../support/customers-on-site.js';

describe('A customer of the shop in ERPNext', () => {
  const { site, handle } = customersOnSite();

  describe('of whom another event says only a part', () => {
    const partly = (said: object) => customerEvent({ ...said }, { whole: false, version: null });

    it('is made from that part, without a version', async () => {
      await handle(partly({ lastName: null }));

      expect(site().theLead()).to.include({ first_name: 'Ada' });
      expect(site().theLead()['medusa_updated_at'] ?? null).to.equal(null);
    });

    it('gets blanks filled and nothing overwritten', async () => {
      await handle(partly({ lastName: null }));
      await handle(partly({ firstName: 'Eve', lastName: 'Smith' }));

      expect(site().theLead()).to.include({ first_name: 'Ada', last_name: 'Smith' });
    });

    it('keeps nothing of the words of its company once its name is known', async () => {
      const companyName = 'Münchner Präzision GmbH & Co. KG';
      await handle(partly({ firstName: null, lastName: null, companyName }));
      await handle(customerEvent({ companyName, createdAt: at(0), updatedAt: at(1) }));

      expect(site().theLead()).to.include({ lead_name: 'Ada Smith', company_name: companyName });
      expect(site().sandbox.documents('Contact')).to.have.length(1);
      expect(site().sandbox.documents('Contact')[0]).to.include({
        full_name: 'Ada Smith',
        company_name: companyName,
      });
    });

    it('is corrected by the first whole event', async () => {
      await handle(partly({ firstName: 'Eve', phone: '555' }));
      await handle(customerEvent({ phone: null, createdAt: at(0), updatedAt: at(1) }));

      expect(site().theLead()).to.include({ first_name: 'Ada' });
      expect(site().theLead()['mobile_no'] ?? null).to.equal(null);
    });

    it('does not get back what the shop has emptied', async () => {
      await handle(customerEvent({ phone: null, createdAt: at(0), updatedAt: at(1) }));
      await handle(partly({ phone: '555' }));

      expect(site().theLead()['mobile_no'] ?? null).to.equal(null);
    });
  });
});
