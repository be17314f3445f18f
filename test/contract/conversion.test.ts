import { expect } from 'chai';
import { ErpNextConflict, ErpNextUnavailable } from '#libs/erpnext/errors.js';
import { CustomerExists } from '#libs/party/errors.js';
import type { Buyer } from '#libs/party/convert-party.js';
import type { Party } from '#libs/party/party.js';
import { customerEvent } from '../support/customer-events.js';
import { ErpNextSite } from '../support/erpnext-site.js';
import { untilDone } from '../support/until-done.js';
import { beforeEachCall, Killed } from '../support/watched-calls.js';

const at = (minutes: number) => Date.UTC(2026, 10, 23, 12) + minutes * 60_000;
const company = {
  companyName: 'Smith & Daughters LLC',
  phone: '+1 212 555 0199',
  metadata: '{"vat_id":"US 12-345","accepts_terms":true}',
  createdAt: at(0),
};
const billing = { company: 'Dupré SARL', firstName: 'Émile', lastName: 'Dupré' };

describe('A Lead that becomes a Customer', () => {
  let site: ErpNextSite;
  let member: ReturnType<ErpNextSite['member']>;
  const party = async (medusaId = 'cus_1', by = member): Promise<Party> => {
    const found = await by.parties.find(medusaId);
    if (found === undefined) throw new Error(`Nobody is ${medusaId}.`);
    return found;
  };
  const convert = async (buyer: Buyer = {}, by = member) =>
    by.conversion.convert(await party('cus_1', by), buyer);
  const refusalOf = (work: Promise<unknown>) =>
    work.then(
      () => undefined,
      (error: unknown) => error,
    );
  const customers = () => site.sandbox.documents('Customer');
  const theCustomer = () => {
    expect(customers()).to.have.length(1);
    return customers()[0] as Record<string, unknown>;
  };
  /** A Lead of the shop's customer as the lead-service makes it. */
  const register = (said: Parameters<typeof customerEvent>[0] = company) =>
    member.leads.handle(customerEvent(said));

  before(async () => (site = await ErpNextSite.start()));
  beforeEach(async () => {
    await site.reset();
    member = site.member();
  });
  after(() => site.stop());

  it('carries everything over in one insert', async () => {
    await register();
    site.sandbox.requests.reset();

    const { party: now } = await convert();

    const lead = site.theLead();
    expect(theCustomer()).to.deep.include({
      name: 'Smith & Daughters LLC',
      customer_name: 'Smith & Daughters LLC',
      customer_type: 'Company',
      customer_group: 'Ecommerce Customer',
      territory: 'All Territories',
      tax_id: 'US 12-345',
      lead_name: lead['name'],
      medusa_lead: lead['name'],
      medusa_id: 'cus_1',
      medusa_updated_at: lead['medusa_updated_at'],
      medusa_snapshot: lead['medusa_snapshot'],
      medusa_accepts_terms: 1,
      medusa_deleted: 0,
      customer_primary_contact: 'Ada Smith',
      email_id: 'ada@smith-daughters.example',
      mobile_no: '+1 212 555 0199',
    });
    const [share] = theCustomer()['sales_team'] as Record<string, unknown>[];
    expect(share).to.include({ sales_person: 'Website Sales', allocated_percentage: 100 });
    expect(lead).to.include({ status: 'Converted' });
    expect(now).to.include({ kind: 'Customer' });
    const writes = ['POST', 'PUT'].map((method) =>
      site.sandbox.requests.count({ method, doctype: 'Customer' }),
    );
    expect(writes[1]).to.equal(1);
  });

  it('is one Customer however often it is converted, and then costs nothing but the look-up', async () => {
    await register();
    await convert();
    const before = theCustomer();
    const known = await party();
    site.sandbox.requests.reset();

    const { party: again } = await member.conversion.convert(known);

    expect(again).to.deep.equal(known);
    expect(site.sandbox.requests.count()).to.equal(0);
    expect(theCustomer()).to.deep.equal(before);
  });

  describe('is called', () => {
    it('as a salesperson corrected it', async () => {
      await register({ createdAt: at(0) });
      await site.admin.update('Lead', String(site.theLead()['name']), { first_name: 'Adelaide' });

      await convert({ billing });

      expect(theCustomer()).to.include({ customer_name: 'Adelaide Smith', customer_type: 'Individual' });
    });

    it('as the order is billed, when the shop knows no name', async () => {
      await register({ firstName: null, lastName: null, createdAt: at(0) });

      await convert({ billing });

      expect(theCustomer()).to.include({ customer_name: 'Émile Dupré', customer_type: 'Individual' });
      expect(site.theLead()).to.include({ first_name: 'Émile', last_name: 'Dupré' });
      expect(site.sandbox.documents('Contact')[0]).to.include({ first_name: 'Émile', last_name: 'Dupré' });
    });

    it('as the order is billed, also when that was cut off at any call', async () => {
      for (let step = 1; step <= 6; step += 1) {
        await site.reset();
        member = site.member();
        await register({ firstName: null, lastName: null, createdAt: at(0) });
        const known = await party();
        beforeEachCall(member.erpnext, (n) => {
          if (n === step) throw new Killed();
        });
        expect(await refusalOf(member.conversion.convert(known, { billing }))).to.be.instanceOf(Killed);

        member = site.member();
        await convert({ billing });

        expect(theCustomer(), `killed before call ${step}`).to.include({ customer_name: 'Émile Dupré' });
        expect(site.sandbox.documents('Contact')[0]).to.include({ first_name: 'Émile', last_name: 'Dupré' });
      }
    });

    it('as the shop says, whenever in between it comes to know the name', async () => {
      const named = customerEvent({
        firstName: 'Ada',
        lastName: 'Smith',
        createdAt: at(0),
        updatedAt: at(1),
      });
      for (let step = 1; step <= 8; step += 1) {
        await site.reset();
        member = site.member();
        await register({ firstName: null, lastName: null, createdAt: at(0) });
        const known = await party();
        const other = site.member();
        beforeEachCall(member.erpnext, async (n) => {
          if (n === step) await untilDone(() => other.leads.handle(named));
        });

        await untilDone(() => member.conversion.convert(known, { billing }));

        const where = `named before call ${step}`;
        expect(theCustomer(), where).to.include({ customer_name: 'Ada Smith' });
        expect(site.sandbox.documents('Contact')[0], where).to.include({
          first_name: 'Ada',
          last_name: 'Smith',
        });
      }
    });

    it('by the only name that the order’s billing address says', async () => {
      await register({ firstName: null, lastName: null, createdAt: at(0) });

      await convert({ billing: { ...billing, firstName: null } });

      expect(theCustomer()).to.include({ customer_name: 'Dupré', customer_type: 'Individual' });
      expect(site.theLead()).to.include({ lead_name: 'Dupré' });
    });

    it('as the company the order is billed to, when no person is named at all', async () => {
      await register({ firstName: null, lastName: null, createdAt: at(0) });

      await convert({ billing: { ...billing, firstName: ' ', lastName: null } });

      expect(theCustomer()).to.include({ customer_name: 'Dupré SARL', customer_type: 'Company' });
    });

    it('by the part of the e-mail before @, when nothing names it', async () => {
      await register({ firstName: null, lastName: null, createdAt: at(0) });

      await convert();

      expect(theCustomer()).to.include({ customer_name: 'ada', customer_type: 'Individual' });
    });
  });

  describe('cut off at any call', () => {
    const expectWhole = (step: string) => {
      expect(theCustomer(), step).to.include({
        medusa_id: 'cus_1',
        medusa_lead: site.theLead()['name'],
        customer_primary_contact: 'Ada Smith',
      });
      expect(site.theLead(), step).to.include({ status: 'Converted' });
    };
    const callsOfOne = async () => {
      await register();
      const known = await party();
      const counted = beforeEachCall(member.erpnext, () => undefined);
      await member.conversion.convert(known);
      return counted();
    };

    it('before the call is made: the next attempt ends in the same documents', async () => {
      const steps = await callsOfOne();
      expect(steps).to.be.greaterThan(5);

      for (let step = 1; step <= steps; step += 1) {
        await site.reset();
        member = site.member();
        await register();
        const known = await party();
        beforeEachCall(member.erpnext, (n) => {
          if (n === step) throw new Killed();
        });
        expect(await refusalOf(member.conversion.convert(known))).to.be.instanceOf(Killed);

        member = site.member();
        await convert();

        expectWhole(`killed before call ${step}`);
      }
    });

    it('after a write whose answer was lost: it is looked up before it is repeated', async () => {
      for (const method of ['POST', 'PUT']) {
        await site.reset();
        member = site.member();
        await register();
        const known = await party();
        site.sandbox.faults.add({ kind: 'answer-lost', method, path: 'resource/Customer', count: 1 });

        expect(await refusalOf(member.conversion.convert(known))).to.be.instanceOf(ErpNextUnavailable);
        await convert();

        expectWhole(`answer to ${method} lost`);
      }
    });

    it('by a deadlock: it is tried again', async () => {
      await register();
      site.sandbox.faults.add({ kind: 'deadlock', method: 'POST', path: 'resource/Customer', count: 1 });

      expect(await refusalOf(convert())).to.be.instanceOf(ErpNextConflict);
      await convert();

      expectWhole('deadlock');
    });
  });

  it('by several members at once is one Customer', async () => {
    await register();
    site.sandbox.faults.add({ kind: 'latency', ms: 1, maxMs: 15 });
    const known = await party();

    const outcomes = await Promise.allSettled(
      [member, site.member(), site.member()].map((each) => each.conversion.convert(known)),
    );
    await convert();

    expect(theCustomer()).to.include({ medusa_id: 'cus_1', customer_primary_contact: 'Ada Smith' });
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).to.be.instanceOf(ErpNextConflict);
  });

  describe('while somebody else works on it', () => {
    const inDesk = () =>
      site.admin.insert('Customer', {
        customer_name: 'Smith Ltd',
        customer_type: 'Company',
        customer_group: 'Commercial',
        territory: 'All Territories',
        lead_name: String(site.theLead()['name']),
      });

    it('is the Customer that a person made of it in Desk, with its primary contact', async () => {
      await register();
      const known = await party();
      await inDesk();

      await member.conversion.convert(known);

      expect(theCustomer()).to.include({
        name: 'Smith Ltd',
        customer_group: 'Commercial',
        medusa_id: 'cus_1',
        medusa_lead: site.theLead()['name'],
        customer_primary_contact: 'Ada Smith',
      });
    });

    it('is that Customer also when the person is faster by a call, whichever it is', async () => {
      let isTooLate = false;
      for (let step = 1; !isTooLate; step += 1) {
        await site.reset();
        member = site.member();
        await register();
        const known = await party();
        beforeEachCall(member.erpnext, async (n, kind) => {
          // In the moment of the insert itself nothing in ERPNext keeps the two apart.
          if (n <= step && kind === 'write') isTooLate = true;
          if (n === step && !isTooLate) await inDesk();
        });

        await untilDone(() => member.conversion.convert(known));

        if (!isTooLate)
          expect(theCustomer(), `converted before call ${step}`).to.include({ name: 'Smith Ltd' });
      }
    });

    it('is told what the Lead was told in the meantime, at whatever step', async () => {
      const changed = customerEvent({
        ...company,
        companyName: 'Smith & Sons LLC',
        phone: '+1 212 555 0100',
        updatedAt: at(5),
      });
      const steps = 9;
      let reached = 0;
      for (let step = 1; step <= steps; step += 1) {
        await site.reset();
        member = site.member();
        await register();
        const known = await party();
        const leadService = site.member();
        beforeEachCall(member.erpnext, async (n) => {
          if (n !== step) return;
          reached += 1;
          await leadService.leads.handle(changed);
        });

        await untilDone(() => member.conversion.convert(known));
        if (reached < step) await leadService.leads.handle(changed);

        expect(theCustomer(), `told before call ${step}`).to.include({
          customer_name: 'Smith & Sons LLC',
          medusa_updated_at: new Date(at(5)).toISOString(),
          mobile_no: '+1 212 555 0100',
        });
        if (reached < step) break;
      }
      expect(reached).to.be.greaterThan(5);
    });
  });

  it('is told what its Lead was being told when it became a Customer, at whatever step', async () => {
    const changed = customerEvent({
      ...company,
      companyName: 'Smith & Sons LLC',
      phone: '+1 212 555 0100',
      updatedAt: at(5),
    });
    let step = 1;
    for (; ; step += 1) {
      await site.reset();
      member = site.member();
      await register();
      const leadService = site.member();
      const calls = beforeEachCall(leadService.erpnext, async (n) => {
        if (n === step) await convert();
      });

      await untilDone(() => leadService.leads.handle(changed));
      if (calls() < step) break;

      expect(theCustomer(), `converted before call ${step}`).to.include({
        customer_name: 'Smith & Sons LLC',
        medusa_updated_at: new Date(at(5)).toISOString(),
        mobile_no: '+1 212 555 0100',
      });
    }
    expect(step).to.be.greaterThan(6);
  });

  describe('when ERPNext may have the buyer already', () => {
    const stranger = (fields: Record<string, string | number>) =>
      site.admin.insert('Customer', {
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
      await site.admin.update('Customer', 'Smith & Daughters LLC', {
        medusa_id: 'cus_1',
        medusa_lead: String(site.theLead()['name']),
        lead_name: String(site.theLead()['name']),
      });

      const { party: now } = await convert();

      expect(now).to.include({ kind: 'Customer' });
      expect(customers()).to.have.length(1);
    });

    it('is made anew all the same when the shop says so', async () => {
      await stranger({ customer_name: 'Smith & Daughters LLC' });

      await convert({}, site.member({ existingCustomer: 'create' }));

      expect(customers().map(({ name }) => name)).to.deep.equal([
        'Smith & Daughters LLC',
        'Smith & Daughters LLC - 1',
      ]);
    });
  });

  it('of a person does not wait for a namesake who buys in the shop as well', async () => {
    await register({ createdAt: at(0) });
    await site.admin.insert('Customer', {
      customer_name: 'Ada Smith',
      customer_type: 'Individual',
      medusa_id: 'cus_namesake',
    });

    await convert();

    expect(customers()).to.have.length(2);
  });

  it('of a further buyer stays the Contact it is', async () => {
    await site.admin.insert('Customer', {
      customer_name: 'ACME',
      customer_type: 'Company',
      medusa_id: 'cus_first',
    });
    await site.admin.insert('Contact', {
      first_name: 'Anneliese',
      medusa_id: 'cus_second',
      links: [{ link_doctype: 'Customer', link_name: 'ACME' }],
    });
    const buyer = await party('cus_second');

    expect(await member.conversion.convert(buyer)).to.deep.equal({ party: buyer });
  });

  it('of a guest whose account takes over meanwhile keeps both ids on Lead and Customer', async () => {
    const guest = {
      medusaId: 'cus_guest',
      word: { email: 'emile@laufkundschaft.example', hasAccount: false },
    };
    await member.parties.ensure({ ...guest, version: undefined, isNew: false });
    const known = await party('cus_guest');
    const account = customerEvent({ id: 'cus_1', email: guest.word.email, createdAt: at(0) });
    const leadService = site.member();
    beforeEachCall(member.erpnext, async (n) => {
      if (n === 4) await leadService.leads.handle(account);
    });

    await untilDone(() => member.conversion.convert(known, { billing }));
    await convert();

    const ids = { medusa_id: 'cus_1', medusa_guest_id: 'cus_guest' };
    expect(site.theLead()).to.include(ids);
    expect(theCustomer()).to.include(ids);
  });
});
