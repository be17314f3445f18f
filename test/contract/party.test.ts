import { expect } from 'chai';
import { ErpNextConflict, ErpNextUnavailable } from '#libs/erpnext/errors.js';
import { verdictOf } from '#libs/errors/integration-error.js';
import { IdentityConflict } from '#libs/party/errors.js';
import type { CustomerEvent } from '#schemas/generated/customer-event.js';
import { customerEvent } from '../support/customer-events.js';
import { ErpNextSite, identityWaitMs } from '../support/erpnext-site.js';
import { beforeEachCall } from '../support/watched-calls.js';
import { untilDone } from '../support/until-done.js';

const minute = 60_000;
const at = (minutes: number) => Date.UTC(2026, 10, 23, 12) + minutes * minute;
const account = {
  id: 'cus_account',
  email: 'Emile@Laufkundschaft.example',
  firstName: 'Émile',
  lastName: 'Dupré',
};
const guest = {
  id: 'cus_guest',
  email: 'emile@laufkundschaft.example',
  hasAccount: false,
  firstName: null,
  lastName: null,
};
const merchants = { createdBy: 'user_1', hasAccount: false };

/** The n-th name, e-mail and phone of a customer. */
const moved = (n: number) => ({
  lastName: `Smith ${n}`,
  email: `moved${n}@example.com`,
  phone: `+1 212 555 01${n}`,
});

describe('A customer of the shop in ERPNext', () => {
  let site: ErpNextSite;
  let member: ReturnType<ErpNextSite['member']>;
  const handle = (event: CustomerEvent) => member.leads.handle(event);
  const refusalOf = (event: CustomerEvent) =>
    handle(event).then(
      () => undefined,
      (error: unknown) => error,
    );

  before(async () => (site = await ErpNextSite.start()));
  beforeEach(async () => {
    await site.reset();
    member = site.member();
  });
  after(() => site.stop());

  describe('who registers', () => {
    it('becomes a Lead in one call', async () => {
      site.sandbox.requests.reset();

      const [outcome] = await handle(
        customerEvent({ ...account, phone: '+33 1 55 50 12 34', companyName: 'Dupré <SARL>' }),
      );

      expect(site.sandbox.requests.count()).to.equal(1);
      expect(site.theLead()).to.include({
        medusa_id: 'cus_account',
        first_name: 'Émile',
        last_name: 'Dupré',
        company_name: 'Dupré ‹SARL›',
        email_id: 'emile@laufkundschaft.example',
        mobile_no: '+33 1 55 50 12 34',
        source: 'Medusa',
        status: 'Lead',
        medusa_updated_at: '2026-11-23T16:48:18.570Z',
      });
      expect(outcome).to.deep.include({ type: 'LeadSaved', warnings: ['TEXT_CLEANED'] });
    });

    it('stays one Lead however often the record comes, and tells the same fact', async () => {
      const first = await handle(customerEvent(account));
      const again = await handle(customerEvent(account));

      expect(again).to.deep.equal(first);
      expect(site.leads()).to.have.length(1);
    });

    it('stays one Lead when two members work on the record at once', async () => {
      site.sandbox.faults.add({ kind: 'latency', ms: 5, maxMs: 25 });
      const others = [site.member(), site.member(), site.member()];

      const outcomes = await Promise.allSettled(
        [member, ...others].map(({ leads }) => leads.handle(customerEvent(account))),
      );

      expect(site.leads()).to.have.length(1);
      for (const outcome of outcomes) {
        if (outcome.status === 'rejected') expect(outcome.reason).to.be.instanceOf(ErpNextConflict);
      }
    });

    it('is looked up before the insert is repeated when its answer was lost', async () => {
      site.sandbox.faults.add({
        kind: 'answer-lost',
        method: 'POST',
        doctype: 'Lead',
        path: 'resource',
        count: 1,
      });
      expect(await refusalOf(customerEvent(account))).to.be.instanceOf(ErpNextUnavailable);
      site.sandbox.requests.reset();

      await handle(customerEvent(account));

      expect(site.leads()).to.have.length(1);
      expect(
        site.sandbox.requests.last().filter(({ path }) => path.startsWith('/api/resource/Lead')),
      ).to.deep.equal([]);
    });

    it('may have only an e-mail', async () => {
      await handle(customerEvent({ firstName: null, lastName: null }));

      expect(site.theLead()).to.include({ email_id: 'ada@smith-daughters.example', first_name: 'ada' });
    });

    it('may have an e-mail that ERPNext refuses, and is warned about', async () => {
      const [outcome] = await handle(
        customerEvent({ email: 'ada@localhost', firstName: null, lastName: null }),
      );

      expect(site.theLead()).to.include({ first_name: 'ada' });
      expect(site.theLead()['email_id'] ?? null).to.equal(null);
      expect(outcome?.warnings).to.deep.equal(['EMAIL_LEFT_OUT']);
    });
  });

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

      expect(site.theLead()).to.include({
        mobile_no: '+1 212 555 0100',
        email_id: 'ada@new.example',
        medusa_email: 'ada@new.example',
        medusa_updated_at: new Date(at(1)).toISOString(),
      });
      expect(site.sandbox.documents('Contact')[0]).to.include({
        mobile_no: '+1 212 555 0100',
        email_id: 'ada@new.example',
      });
    });

    it('has its number nowhere once it has none', async () => {
      expect(site.theLead()).to.include({ phone: '+1 212 555 0199', mobile_no: '+1 212 555 0199' });

      await handle(customerEvent({ phone: null, createdAt: at(0), updatedAt: at(1) }));

      expect(site.theLead()).to.include({ phone: null, mobile_no: null });
      expect(site.sandbox.documents('Contact')[0]).to.deep.include({ phone_nos: [] });
    });

    it('keeps what a salesperson corrected in the meantime', async () => {
      const lead = site.theLead();
      await site.admin.update('Lead', String(lead['name']), { first_name: 'Adelaide', status: 'Interested' });

      await handle(customerEvent({ phone: null, createdAt: at(0), updatedAt: at(1) }));

      expect(site.theLead()).to.include({ first_name: 'Adelaide', status: 'Interested' });
      expect(site.theLead()['mobile_no'] ?? null).to.equal(null);
    });

    it('keeps the name that a salesperson found out, when the shop has none and the e-mail changes', async () => {
      const nameless = { id: 'cus_2', firstName: null, lastName: null, createdAt: at(0) };
      await handle(customerEvent({ ...nameless, email: 'o.k@minimal.example' }));
      const lead = () => site.leads().find((each) => each['medusa_id'] === 'cus_2');
      expect(lead()).to.include({ first_name: 'o.k' });

      await handle(customerEvent({ ...nameless, email: 'ok@minimal.example', updatedAt: at(1) }));
      expect(lead()).to.include({ first_name: 'ok' });

      await site.admin.update('Lead', String(lead()?.['name']), { first_name: 'Odile', last_name: 'Kern' });
      await handle(customerEvent({ ...nameless, email: 'odile@minimal.example', updatedAt: at(2) }));
      expect(lead()).to.include({ lead_name: 'Odile Kern', email_id: 'odile@minimal.example' });
    });

    it('keeps further addresses that a person noted on the Contact', async () => {
      const [contact] = site.sandbox.documents('Contact');
      const email_ids = [
        { email_id: 'ada@smith-daughters.example', is_primary: 1 },
        { email_id: 'ada@private.example', is_primary: 0 },
      ];
      await site.admin.update('Contact', String(contact?.['name']), { email_ids });

      await handle(customerEvent({ email: 'ada@new.example', createdAt: at(0), updatedAt: at(1) }));

      const rows = site.sandbox.documents('Contact')[0]?.['email_ids'] as Record<string, unknown>[];
      expect(rows.map((row) => [row['email_id'], row['is_primary']])).to.deep.equal([
        ['ada@new.example', 1],
        ['ada@private.example', 0],
      ]);
    });

    it('is not changed back by an older record, which tells the current fact', async () => {
      const changed = await handle(customerEvent({ firstName: 'Ida', createdAt: at(0), updatedAt: at(2) }));
      const older = await handle(customerEvent({ firstName: 'Ana', createdAt: at(0), updatedAt: at(1) }));

      expect(site.theLead()).to.include({ first_name: 'Ida' });
      expect(older).to.deep.equal(changed);
      expect(member.superseded()).to.equal(1);
    });

    it('loses nothing when the change is cut off between Contact and Lead', async () => {
      site.sandbox.faults.add({ kind: 'bad-gateway', method: 'PUT', doctype: 'Lead', count: 1 });
      const changed = customerEvent({ phone: '+1 212 555 0100', createdAt: at(0), updatedAt: at(1) });

      expect(await refusalOf(changed)).to.be.instanceOf(ErpNextUnavailable);
      await handle(changed);

      expect(site.theLead()).to.include({
        mobile_no: '+1 212 555 0100',
        medusa_updated_at: new Date(at(1)).toISOString(),
      });
    });

    it('has in its Contact what is newest, though an older change was cut off before the Lead', async () => {
      site.sandbox.faults.add({ kind: 'bad-gateway', method: 'PUT', doctype: 'Lead', count: 1 });
      expect(
        await refusalOf(customerEvent({ phone: '+1 212 555 0100', createdAt: at(0), updatedAt: at(1) })),
      ).to.be.instanceOf(ErpNextUnavailable);

      await handle(customerEvent({ phone: null, createdAt: at(0), updatedAt: at(2) }));

      expect(site.sandbox.documents('Contact')[0]?.['mobile_no'] || null).to.equal(null);
      expect(site.theLead()['mobile_no'] || null).to.equal(null);
    });

    it('has no number that it lost again before the Lead had heard of it, wherever that is cut off', async () => {
      let isTooLate = false;
      for (let step = 1; !isTooLate; step += 1) {
        await site.reset();
        member = site.member();
        await handle(customerEvent({ phone: null, createdAt: at(0) }));
        site.sandbox.faults.add({ kind: 'bad-gateway', method: 'PUT', doctype: 'Lead', count: 1 });
        await refusalOf(customerEvent({ phone: '+1 212 555 0100', createdAt: at(0), updatedAt: at(1) }));
        expect(site.theLead()).to.include({ mobile_no: '+1 212 555 0100' });
        const lostAgain = customerEvent({ phone: null, createdAt: at(0), updatedAt: at(2) });

        beforeEachCall(member.erpnext, (n) =>
          n === step ? Promise.reject(new ErpNextUnavailable('killed')) : Promise.resolve(),
        );
        isTooLate = (await refusalOf(lostAgain)) === undefined;
        member = site.member();
        await handle(lostAgain);

        expect(site.theLead(), `cut off before call ${step}`).to.include({ phone: null, mobile_no: null });
        expect(site.sandbox.documents('Contact')[0]?.['mobile_no'] || null).to.equal(null);
      }
    });

    it('does not overwrite what somebody writes at the same moment', async () => {
      site.sandbox.faults.add({ kind: 'timestamp-mismatch', method: 'PUT', doctype: 'Lead', count: 1 });
      const changed = customerEvent({ lastName: 'Jones', createdAt: at(0), updatedAt: at(1) });

      expect(await refusalOf(changed)).to.be.instanceOf(ErpNextConflict);
      await handle(changed);

      expect(site.theLead()).to.include({ last_name: 'Jones' });
    });

    it('keeps its country: an address may only be unknown to the sender', async () => {
      const address = { isDefaultBilling: true, countryCode: 'de' } as never;
      await handle(customerEvent({ addresses: [address], createdAt: at(0), updatedAt: at(1) }));
      await handle(customerEvent({ addresses: [], createdAt: at(0), updatedAt: at(2) }));

      expect(site.theLead()).to.include({ country: 'Germany' });
    });
  });

  describe('of whom two members hear at once', () => {
    const old = customerEvent({ ...account, createdAt: at(0) });
    const newer = customerEvent({ ...account, ...moved(2), createdAt: at(0), updatedAt: at(2) });
    const older = customerEvent({ ...account, ...moved(1), createdAt: at(0), updatedAt: at(1) });

    for (const kind of ['Lead', 'Customer'] as const)
      it(`has what is newer in the ${kind} and its Contact, whenever that comes in between`, async () => {
        for (let step = 1; step <= 10; step += 1) {
          await site.reset();
          const [slow, fast] = [site.member(), site.member()];
          await fast.leads.handle(old);
          const party = await fast.parties.find(old.customerId);
          if (kind === 'Customer' && party !== undefined) await fast.conversion.convert(party);
          beforeEachCall(slow.erpnext, async (n) => {
            if (n === step) await untilDone(() => fast.leads.handle(newer));
          });

          // Its partition is the other one's: what it can not do at once it never does.
          await slow.leads.handle(older).catch(onlyConflict);
          await untilDone(() => fast.leads.handle(newer));

          const [contact] = site.sandbox.documents('Contact');
          expect(contact, `before call ${step}`).to.include({
            last_name: 'Smith 2',
            email_id: 'moved2@example.com',
            mobile_no: '+1 212 555 012',
          });
          expect(site.theLead(), `before call ${step}`).to.include({ email_id: 'moved2@example.com' });
        }
      });

    it('has what is whole in its Contact, whenever that comes in between a part', async () => {
      const part = (said: object) =>
        customerEvent({ ...account, lastName: null, ...said }, { whole: false, version: null });
      for (let step = 1; step <= 8; step += 1) {
        await site.reset();
        const [slow, fast] = [site.member(), site.member()];
        await fast.leads.handle(part({ firstName: 'Emil' }));
        beforeEachCall(slow.erpnext, async (n) => {
          if (n === step)
            await untilDone(() =>
              fast.leads.handle(customerEvent({ ...account, lastName: null, updatedAt: at(1) })),
            );
        });

        await slow.leads.handle(part({ lastName: 'Dupre', phone: '555' })).catch(onlyConflict);

        const [contact] = site.sandbox.documents('Contact');
        expect(contact, `before call ${step}`).to.include({ first_name: 'Émile' });
        expect([contact?.['last_name'] || null, contact?.['mobile_no'] || null]).to.deep.equal([null, null]);
      }
    });

    const onlyConflict = (error: unknown) => {
      if (!(error instanceof ErpNextConflict)) throw error;
    };
  });

  describe('of whom another event says only a part', () => {
    const partly = (said: object) => customerEvent({ ...said }, { whole: false, version: null });

    it('is made from that part, without a version', async () => {
      await handle(partly({ lastName: null }));

      expect(site.theLead()).to.include({ first_name: 'Ada' });
      expect(site.theLead()['medusa_updated_at'] ?? null).to.equal(null);
    });

    it('gets blanks filled and nothing overwritten', async () => {
      await handle(partly({ lastName: null }));
      await handle(partly({ firstName: 'Eve', lastName: 'Smith' }));

      expect(site.theLead()).to.include({ first_name: 'Ada', last_name: 'Smith' });
    });

    it('keeps nothing of the words of its company once its name is known', async () => {
      const companyName = 'Münchner Präzision GmbH & Co. KG';
      await handle(partly({ firstName: null, lastName: null, companyName }));
      await handle(customerEvent({ companyName, createdAt: at(0), updatedAt: at(1) }));

      expect(site.theLead()).to.include({ lead_name: 'Ada Smith', company_name: companyName });
      expect(site.sandbox.documents('Contact')).to.have.length(1);
      expect(site.sandbox.documents('Contact')[0]).to.include({
        full_name: 'Ada Smith',
        company_name: companyName,
      });
    });

    it('is corrected by the first whole event', async () => {
      await handle(partly({ firstName: 'Eve', phone: '555' }));
      await handle(customerEvent({ phone: null, createdAt: at(0), updatedAt: at(1) }));

      expect(site.theLead()).to.include({ first_name: 'Ada' });
      expect(site.theLead()['mobile_no'] ?? null).to.equal(null);
    });

    it('does not get back what the shop has emptied', async () => {
      await handle(customerEvent({ phone: null, createdAt: at(0), updatedAt: at(1) }));
      await handle(partly({ phone: '555' }));

      expect(site.theLead()['mobile_no'] ?? null).to.equal(null);
    });
  });

  describe('whose e-mail ERPNext knows', () => {
    it('from a Lead that a person made: it is adopted, blanks filled, nothing overwritten', async () => {
      await site.admin.insert('Lead', {
        first_name: 'A.',
        email_id: 'ADA@smith-daughters.example',
        source: 'Campaign',
      });

      await handle(customerEvent({ phone: '+1 212 555 0199' }));

      expect(site.theLead()).to.include({
        medusa_id: 'cus_1',
        first_name: 'A.',
        last_name: 'Smith',
        mobile_no: '+1 212 555 0199',
        source: 'Campaign',
        medusa_email: 'ada@smith-daughters.example',
        medusa_updated_at: '2026-11-23T16:48:18.570Z',
      });
    });

    it('from their own guest orders: the account takes over', async () => {
      await member.parties.ensure({
        medusaId: guest.id,
        word: { email: guest.email, hasAccount: false },
        version: at(5),
        isNew: false,
      });

      const outcomes = await handle(customerEvent({ ...account, createdAt: at(1) }));

      expect(site.theLead()).to.include({
        medusa_id: 'cus_account',
        medusa_guest_id: 'cus_guest',
        first_name: 'Émile',
        medusa_updated_at: new Date(at(1)).toISOString(),
      });
      expect(outcomes.map(({ type }) => type)).to.deep.equal(['LeadSaved', 'LeadTakenOver']);
    });

    it('from their account, when the guest comes late: both are one', async () => {
      await handle(customerEvent({ ...account, createdAt: at(1) }));

      await member.parties.ensure({
        medusaId: guest.id,
        word: { email: guest.email, hasAccount: false },
        version: at(0),
        isNew: false,
      });

      expect(site.theLead()).to.include({
        medusa_id: 'cus_account',
        medusa_guest_id: 'cus_guest',
        first_name: 'Émile',
      });
    });

    it('when guest and account come at the same instant: one Lead with both ids', async () => {
      site.sandbox.faults.add({ kind: 'latency', ms: 1, maxMs: 12 });
      const asGuest = site.member();
      const guestOrders = () =>
        asGuest.parties.ensure({
          medusaId: guest.id,
          word: { email: guest.email, hasAccount: false },
          version: at(0),
          isNew: false,
        });

      await Promise.all([
        untilDone(() => handle(customerEvent({ ...account, createdAt: at(1) }))),
        untilDone(guestOrders),
      ]);

      expect(site.theLead()).to.include({ medusa_id: 'cus_account', medusa_guest_id: 'cus_guest' });
    });

    it('from a guest and an account that has been deleted since: one Lead, in whatever order that is heard of', async () => {
      const guestOrders = () =>
        member.parties.ensure({
          medusaId: guest.id,
          word: { email: guest.email, hasAccount: false },
          version: undefined,
          isNew: false,
        });
      const registers = () => handle(customerEvent({ ...account, createdAt: at(1) }));
      const leaves = () =>
        handle(
          customerEvent(
            { ...account, createdAt: at(1), updatedAt: at(2), deletedAt: at(2) },
            { stage: 'DELETED' },
          ),
        );

      for (const order of [
        [guestOrders, registers, leaves],
        [registers, guestOrders, leaves],
        [registers, leaves, guestOrders],
        [guestOrders, leaves, registers],
        [leaves, guestOrders, registers],
        [leaves, registers, guestOrders],
      ]) {
        await site.reset();
        member = site.member();
        for (const happens of order) await happens();

        expect(site.theLead(), order.map(({ name }) => name).join(', ')).to.include({
          medusa_id: 'cus_account',
          medusa_guest_id: 'cus_guest',
          medusa_deleted: 1,
          medusa_updated_at: new Date(at(2)).toISOString(),
          email_id: guest.email,
        });
      }
    });

    it('from a guest whose events come after the take-over: they change nothing', async () => {
      await handle(customerEvent({ ...account, createdAt: at(1) }));
      await member.parties.ensure({
        medusaId: guest.id,
        word: { email: guest.email, hasAccount: false },
        version: at(0),
        isNew: false,
      });
      const before = site.theLead();

      const outcomes = await handle(
        customerEvent({ ...guest, firstName: 'Nobody', updatedAt: at(9), createdAt: at(0) }),
      );

      expect(site.theLead()).to.deep.equal(before);
      expect(outcomes.map(({ medusaCustomerId }) => medusaCustomerId)).to.deep.equal([
        'cus_account',
        'cus_account',
      ]);
    });

    it('from a deleted customer: the address is given free', async () => {
      await handle(customerEvent({ id: 'cus_old', createdAt: at(0) }));
      await handle(
        customerEvent({ id: 'cus_old', createdAt: at(0), updatedAt: at(1) }, { stage: 'DELETED' }),
      );

      await handle(customerEvent({ id: 'cus_new', createdAt: at(2) }));

      const leads = site.leads();
      expect(leads.map((lead) => [lead['medusa_id'], lead['email_id'] ?? null])).to.deep.equal([
        ['cus_old', null],
        ['cus_new', 'ada@smith-daughters.example'],
      ]);
    });

    it('from another living customer: the record waits a minute, and the other stays whole', async () => {
      await handle(customerEvent({ id: 'cus_other', createdAt: at(0) }));

      const refusal = await refusalOf(customerEvent({ id: 'cus_1', createdAt: at(1) }));

      expect(refusal).to.be.instanceOf(IdentityConflict);
      expect((refusal as IdentityConflict).waitAtMostMs).to.equal(identityWaitMs);
      expect(site.theLead()).to.include({ medusa_id: 'cus_other' });
    });
  });

  describe('whose new e-mail is another Lead’s', () => {
    const taken = 'taken@example.com';
    const changed = customerEvent({ email: taken, lastName: 'Jones', createdAt: at(0), updatedAt: at(1) });
    const deletion = { type: 'medusa.customer.deleted', stage: 'DELETED' } as const;
    const left = customerEvent(
      { email: taken, createdAt: at(0), updatedAt: at(2), deletedAt: at(2) },
      deletion,
    );
    const mine = () => site.leads().find((lead) => lead['medusa_id'] === 'cus_1');

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
      site.now += identityWaitMs;

      const [outcome] = await handle(changed);

      expect(mine()).to.include({ email_id: 'ada@smith-daughters.example', last_name: 'Jones' });
      expect(outcome?.warnings).to.deep.equal(['EMAIL_TAKEN']);
    });

    it('that somebody else takes just before the write: it is looked at again', async () => {
      const free = customerEvent({ email: 'free@example.com', createdAt: at(0), updatedAt: at(2) });
      let isTooLate = false;
      for (let step = 1; !isTooLate; step += 1) {
        await site.reset();
        member = site.member();
        const other = site.member();
        await handle(customerEvent({ createdAt: at(0) }));
        const made = beforeEachCall(member.erpnext, async (n) => {
          if (n === step)
            await other.leads.handle(
              customerEvent({ id: 'cus_other', email: 'free@example.com', createdAt: at(1) }),
            );
        });

        const refusal = await refusalOf(free);
        isTooLate = made() < step;

        expect(refusal === undefined ? 'wait' : verdictOf(refusal), `before call ${step}`).to.equal('wait');
      }
    });

    it('is not waited for by one who has left since: whoever waits for his own gets it', async () => {
      const [outcome] = await handle(left);
      expect(outcome?.warnings).to.equal(undefined);
      await handle(customerEvent({ id: 'cus_next', email: 'ada@smith-daughters.example', createdAt: at(3) }));

      expect(mine()).to.include({ medusa_deleted: 1, status: 'Do Not Contact' });
      expect(site.leads().find((lead) => lead['medusa_id'] === 'cus_next')).to.include({
        email_id: 'ada@smith-daughters.example',
      });
    });

    it('is left to one who has left before him', async () => {
      await handle(
        customerEvent({ id: 'cus_other', email: taken, createdAt: at(0), updatedAt: at(1) }, deletion),
      );

      await handle(left);

      expect(site.leads().find((lead) => lead['medusa_id'] === 'cus_other')).to.include({ email_id: taken });
    });

    it('gets it with the next event once it is free', async () => {
      await refusalOf(changed);
      site.now += identityWaitMs;
      await handle(changed);
      await handle(
        customerEvent({ id: 'cus_other', email: 'other@example.com', createdAt: at(0), updatedAt: at(1) }),
      );

      await handle(customerEvent({ email: taken, lastName: 'Jones', createdAt: at(0), updatedAt: at(2) }));

      expect(mine()).to.include({ email_id: taken });
    });
  });

  describe('who is deleted', () => {
    it('is a Lead that nobody contacts any more', async () => {
      await handle(customerEvent({ ...merchants, createdAt: at(0) }));

      const [outcome] = await handle(
        customerEvent({ ...merchants, createdAt: at(0), updatedAt: at(1) }, { stage: 'DELETED' }),
      );

      expect(site.theLead()).to.include({ medusa_deleted: 1, status: 'Do Not Contact', unsubscribed: 1 });
      expect(outcome).to.include({ type: 'CustomerDeleted', medusaId: 'cus_1' });
    });

    it('before it was ever seen is made and ended, and claims nobody’s e-mail', async () => {
      await handle(customerEvent({ id: 'cus_other', createdAt: at(0) }));

      await handle(customerEvent({ id: 'cus_1', createdAt: at(0), updatedAt: at(1) }, { stage: 'DELETED' }));

      const ended = site.leads().find((lead) => lead['medusa_id'] === 'cus_1');
      expect(ended).to.include({ medusa_deleted: 1, status: 'Do Not Contact' });
      expect(ended?.['email_id'] ?? null).to.equal(null);
    });

    it('stays deleted whatever older record comes later', async () => {
      await handle(customerEvent({ createdAt: at(0) }));
      await handle(customerEvent(null, { stage: 'DELETED', version: at(5) }));

      const outcomes = await handle(customerEvent({ firstName: 'Ida', createdAt: at(0), updatedAt: at(4) }));

      expect(site.theLead()).to.include({ medusa_deleted: 1, first_name: 'Ada' });
      expect(outcomes[0]).to.include({ type: 'CustomerDeleted' });
    });

    it('and restored in Medusa is a Lead again', async () => {
      await handle(customerEvent({ createdAt: at(0) }));
      await handle(customerEvent({ createdAt: at(0), updatedAt: at(1) }, { stage: 'DELETED' }));

      await handle(customerEvent({ createdAt: at(0), updatedAt: at(2) }));

      expect(site.theLead()).to.include({ medusa_deleted: 0, status: 'Lead', unsubscribed: 0 });
    });
  });

  describe('whose Lead became a Customer', () => {
    const convert = async (more: object = {}) => {
      const lead = site.theLead();
      return site.admin.insert('Customer', {
        customer_name: 'Smith Ltd',
        customer_type: 'Company',
        customer_group: 'Commercial',
        territory: 'All Territories',
        lead_name: String(lead['name']),
        ...more,
      });
    };
    const theCustomer = () => site.sandbox.documents('Customer')[0];

    beforeEach(() => handle(customerEvent({ createdAt: at(0) })));

    it('in Desk is followed: the Customer gets ids, version and word of the Lead', async () => {
      await convert();

      const [outcome] = await handle(customerEvent({ createdAt: at(0) }));

      expect(theCustomer()).to.include({
        medusa_id: 'cus_1',
        medusa_lead: site.theLead()['name'],
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
      expect(site.theLead()).to.include({ medusa_email: 'ada@new.example', email_id: 'ada@new.example' });
      expect(site.sandbox.documents('Contact')[0]).to.include({ email_id: 'ada@new.example' });
    });

    it('is kept when it is deleted in Medusa, and its Lead gives the e-mail free', async () => {
      await convert();

      const [outcome] = await handle(customerEvent(null, { stage: 'DELETED', version: at(5) }));

      expect(theCustomer()).to.include({ medusa_deleted: 1, disabled: 0 });
      expect(site.theLead()).to.include({ medusa_deleted: 1, unsubscribed: 1, status: 'Converted' });
      expect(outcome).to.deep.include({
        type: 'CustomerDeleted',
        document: { doctype: 'Customer', name: 'Smith Ltd' },
      });
    });

    it('by a take-over that was cut off before its Customer: the pair is completed', async () => {
      const lead = site.theLead();
      await convert({ medusa_id: 'cus_1', medusa_lead: String(lead['name']) });
      await site.admin.update('Lead', String(lead['name']), {
        medusa_id: 'cus_account',
        medusa_guest_id: 'cus_1',
      });

      await handle(customerEvent({ ...account, createdAt: at(9) }));

      expect(theCustomer()).to.include({ medusa_id: 'cus_account', medusa_guest_id: 'cus_1' });
    });
  });

  it('who is a further buyer of a Customer changes only that Contact', async () => {
    await site.admin.insert('Customer', {
      customer_name: 'ACME',
      customer_type: 'Company',
      medusa_id: 'cus_first',
    });
    await site.admin.insert('Contact', {
      first_name: 'Anneliese',
      medusa_id: 'cus_second',
      email_ids: [{ email_id: 'a@acme.example', is_primary: 1 }],
      links: [{ link_doctype: 'Customer', link_name: 'ACME' }],
    });

    const event = customerEvent({
      id: 'cus_second',
      email: 'a@acme.example',
      firstName: 'Anne',
      createdAt: at(0),
      updatedAt: at(1),
    });
    const [outcome] = await handle(event);

    expect(outcome).to.deep.include({ type: 'CustomerSaved', medusaId: 'cus_second' });
    expect(site.leads()).to.deep.equal([]);
    expect(site.sandbox.documents('Customer')[0]).to.include({
      customer_name: 'ACME',
      medusa_id: 'cus_first',
    });
  });
});
