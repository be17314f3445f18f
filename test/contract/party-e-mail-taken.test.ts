import { expect } from 'chai';
import { verdictOf } from '#libs/errors/integration-error.js';
import { IdentityConflict } from '#libs/party/errors.js';
import { customerEvent } from '../support/customer-events.js';
import { at, customersOnSite } from '../support/customers-on-site.js';
import { identityWaitMs } from '../support/erpnext-site.js';

describe('A customer of the shop in ERPNext', () => {
  const { site, atEveryCall, handle, refusalOf, leadOf } = customersOnSite();

  describe('whose new e-mail is another Lead’s', () => {
    const taken = 'taken@example.com';
    const changed = customerEvent({ email: taken, lastName: 'Jones', createdAt: at(0), updatedAt: at(1) });
    const deletion = { type: 'medusa.customer.deleted', stage: 'DELETED' } as const;
    const left = customerEvent(
      { email: taken, createdAt: at(0), updatedAt: at(2), deletedAt: at(2) },
      deletion,
    );
    const mine = () => leadOf('cus_1');

    beforeEach(async () => {
      await handle(customerEvent({ createdAt: at(0) }));
      await handle(customerEvent({ id: 'cus_other', email: taken, createdAt: at(0) }));
    });

    it('waits for the other to give it free', async () => {
      expect(await refusalOf(changed)).to.be.instanceOf(IdentityConflict);
      await handle(
        customerEvent({ id: 'cus_other', email: 'other@example.com', createdAt: at(0), updatedAt: at(1) }),
      );

      await handle(changed);

      expect(mine()).to.include({ email_id: taken, medusa_email: taken, last_name: 'Jones' });
    });

    it('gets everything but the e-mail when waiting was in vain, with a warning', async () => {
      await refusalOf(changed);
      site().now += identityWaitMs;

      const [outcome] = await handle(changed);

      expect(mine()).to.include({ email_id: 'ada@smith-daughters.example', last_name: 'Jones' });
      expect(outcome?.warnings).to.deep.equal(['EMAIL_TAKEN']);
    });

    it('that somebody else takes just before the write: it is looked at again', async () => {
      const free = customerEvent({ email: 'free@example.com', createdAt: at(0), updatedAt: at(2) });
      const others = customerEvent({ id: 'cus_other', email: 'free@example.com', createdAt: at(1) });
      let refusal: unknown;
      const calls = await atEveryCall({
        given: () => handle(customerEvent({ createdAt: at(0) })),
        work: async () => (refusal = await refusalOf(free)),
        happens: () => site().member().leads.handle(others),
        then: (when) => expect(verdictOf(refusal), when).to.equal('wait'),
      });

      expect(refusal).to.equal(undefined);
      expect(calls).to.be.greaterThan(3);
    });

    it('is not waited for by one who has left since: whoever waits for his own gets it', async () => {
      const [outcome] = await handle(left);
      expect(outcome?.warnings).to.equal(undefined);
      await handle(customerEvent({ id: 'cus_next', email: 'ada@smith-daughters.example', createdAt: at(3) }));

      expect(mine()).to.include({ medusa_deleted: 1, status: 'Do Not Contact' });
      expect(leadOf('cus_next')).to.include({ email_id: 'ada@smith-daughters.example' });
    });

    it('is left to one who has left before him', async () => {
      await handle(
        customerEvent({ id: 'cus_other', email: taken, createdAt: at(0), updatedAt: at(1) }, deletion),
      );

      await handle(left);

      expect(leadOf('cus_other')).to.include({ email_id: taken });
    });

    it('gets it with the next event once it is free', async () => {
      await refusalOf(changed);
      site().now += identityWaitMs;
      await handle(changed);
      await handle(
        customerEvent({ id: 'cus_other', email: 'other@example.com', createdAt: at(0), updatedAt: at(1) }),
      );

      await handle(customerEvent({ email: taken, lastName: 'Jones', createdAt: at(0), updatedAt: at(2) }));

      expect(mine()).to.include({ email_id: taken });
    });
  });
});
