import { expect } from 'chai';
import { lifecycleEventOf } from '#libs/messaging/lifecycle-announcer.js';
import { Expected } from '../../faults/expected.js';
import type { Evidence, Found } from '../../faults/judge/found.js';
import { judge } from '../../faults/judge/judge.js';
import { Chance } from '../../faults/chance.js';
import { Shop } from '../../faults/shop.js';

/** One customer who registered and changed, and what stands in ERPNext of it. */
const shop = new Shop(Date.UTC(2026, 10, 24), new Chance(1));
const customer = shop.register();
shop.change(customer);
const expected = new Expected(shop);

const lead: Found = {
  name: 'CRM-LEAD-1',
  medusa_id: customer.id,
  medusa_guest_id: null,
  medusa_deleted: 0,
  medusa_updated_at: new Date(customer.updatedAt).toISOString(),
  email_id: customer.email,
  first_name: customer.firstName,
  last_name: customer.lastName,
  company_name: customer.companyName,
  mobile_no: customer.phone,
  status: 'Lead',
};
const contact: Found = {
  ...lead,
  name: 'Contact-1',
  links: [{ link_doctype: 'Lead', link_name: 'CRM-LEAD-1' }],
};
const fact = (over: object = {}) =>
  lifecycleEventOf(
    {
      type: 'LeadSaved',
      medusaId: customer.id,
      medusaCustomerId: customer.id,
      document: { doctype: 'Lead', name: 'CRM-LEAD-1' },
      version: customer.updatedAt,
      stageAfter: 'LEAD',
      ...over,
    },
    { id: '', type: '', occurredAt: 0 },
    0,
  );
const webhooks = new Set(shop.webhooks.map(({ id }) => id));
const evidence: Evidence = {
  leads: [lead],
  contacts: [contact],
  ...{ customers: [], addresses: [], quotations: [], salesOrders: [] },
  facts: [fact()],
  parked: [],
  recorded: webhooks,
  acknowledged: webhooks,
};

describe('The judge of a run', () => {
  const counts = (over: Partial<Evidence>) =>
    Object.entries(judge(expected, { ...evidence, ...over }).counts())
      .filter(([, count]) => count > 0)
      .map(([wrong]) => wrong);

  it('finds nothing wrong where everything is as it must be', () => {
    expect(judge(expected, evidence).sentences()).to.deep.equal([]);
  });

  for (const [what, over, wrong] of [
    ['an acknowledged webhook that stands in no topic', { recorded: new Set<string>() }, ['lost']],
    ['a record that was parked', { parked: ['BUG cus_1'] }, ['lost']],
    ['a second Lead', { leads: [lead, { ...lead, name: 'CRM-LEAD-2' }] }, ['doubled']],
    ['an older state', { leads: [{ ...lead, medusa_updated_at: '2026-01-01T00:00:00.000Z' }] }, ['stale']],
    ['a name that is not the last', { contacts: [{ ...contact, last_name: 'Lovelace' }] }, ['stale']],
    ['a Contact that was left behind', { contacts: [contact, { name: 'C2', links: [] }] }, ['orphaned']],
    ['a last state that was not told', { facts: [fact({ version: customer.createdAt })] }, ['unannounced']],
    ['a fact of a version that never was', { facts: [fact(), fact({ version: 1 })] }, ['untrue']],
    ['a fact that never happened', { facts: [fact(), fact({ type: 'CustomerDeleted' })] }, ['untrue']],
    [
      'a fact about a document that is not there',
      { facts: [fact(), fact({ document: { doctype: 'Lead', name: 'X' } })] },
      ['untrue'],
    ],
  ] as const)
    it(`finds ${what}`, () => {
      expect(counts(over)).to.deep.equal(wrong);
    });
});
