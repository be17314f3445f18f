import { expect } from 'chai';
import { verdictOf } from '#libs/errors/integration-error.js';
import type { Outcome } from '#libs/messaging/message.js';
import type { QuotationEvent } from '#schemas/generated/quotation-event.js';
import { addressEvent } from '../support/address-events.js';
import { otherAddress } from '../support/addresses-on-site.js';
import { customerEvent } from '../support/customer-events.js';
import { at } from '../support/customers-on-site.js';
import { rowsOf } from '../support/document-rows.js';
import type { Member } from '../support/erpnext-site.js';
import { orderAddress } from '../support/order-addresses.js';
import * as stages from '../support/quotation-stages.js';
import { refusalOf } from '../support/refusal-of.js';
import { siteForEachTest } from '../support/site-for-each-test.js';
import { untilDone } from '../support/until-done.js';

/** What a member does about one record. */
type Deed = (by: Member) => Promise<unknown>;

const ada = { id: 'cus_1', email: 'ada@one.example', createdAt: at(0) };
const ofAda =
  (said: object, minutes = 0): Deed =>
  (by) =>
    by.leads.handle(customerEvent({ ...ada, ...said, updatedAt: at(minutes) }));
const registers = ofAda({});
const leaves: Deed = (by) =>
  by.leads.handle(
    customerEvent(
      { ...ada, updatedAt: at(9), deletedAt: at(9) },
      { type: 'medusa.customer.deleted', stage: 'DELETED' },
    ),
  );
const partyOf = (by: Member, medusaId: string, hasAccount: boolean) =>
  by.parties.ensure({
    ...{ medusaId, word: { email: ada.email, hasAccount } },
    ...{ version: undefined, isNew: false },
  });
const buys: Deed = async (by) => by.conversion.convert(await partyOf(by, ada.id, true));
const ordersAsGuest: Deed = (by) => partyOf(by, 'cus_guest', false);
const buysAsGuest: Deed = async (by) => by.conversion.convert(await partyOf(by, 'cus_guest', false));

const ofAddress =
  (said: object, minutes: number): Deed =>
  (by) =>
    by.addresses.handle(addressEvent({ createdAt: at(0), ...said, updatedAt: at(minutes) }));
const billedTo = (place: object, isDefaultBilling: boolean, minutes: number) =>
  ofAddress({ ...place, isDefaultBilling }, minutes);
const addressGoes: Deed = (by) =>
  by.addresses.handle(addressEvent(null, { stage: 'DELETED', version: at(9) }));
const ordersToAddress: Deed = async (by) =>
  by.orderAddresses.ensure(orderAddress(), await partyOf(by, ada.id, true), 'billing');

const ofOrder =
  (event: QuotationEvent): Deed =>
  (by) =>
    by.orders.handle(event);
const changed = (minutes: number, stage = 'DRAFT') => ({
  ...stages.changedOrder(),
  ...{ stage, version: stages.at(minutes) },
});

const stories: Readonly<Record<string, readonly Deed[]>> = {
  'who changes': [
    registers,
    ofAda({ lastName: 'Two', phone: '555 1' }, 1),
    ofAda({ lastName: 'Three', email: 'ada@two.example' }, 2),
    leaves,
  ],
  'who takes back a change': [
    ofAda({ phone: '555 1' }),
    ofAda({ lastName: 'Two', email: 'ada@two.example', phone: '555 2' }, 1),
    ofAda({ phone: null }, 2),
  ],
  'who buys': [
    registers,
    buys,
    ofAda({ lastName: 'Two', email: 'ada@two.example', phone: '555 1' }, 1),
    ofAda({ companyName: 'ACME' }, 2),
    leaves,
  ],
  'who was a guest': [ordersAsGuest, registers, ofAda({ lastName: 'Two' }, 1), leaves],
  'who bought as a guest': [buysAsGuest, registers, ofAda({ lastName: 'Two' }, 1), buys],
  'who orders as a guest too': [registers, ordersAsGuest, ofAda({ lastName: 'Two' }, 1), buysAsGuest, leaves],
  'with an address': [registers, ofAddress({}, 1), billedTo({ city: 'Augsburg' }, true, 2), addressGoes],
  'with an address of an order': [
    registers,
    ofAddress({}, 1),
    ordersToAddress,
    buys,
    ofAddress({ phone: '555 1' }, 2),
  ],
  'with two addresses, one after the other the default': [
    billedTo({}, true, 1),
    billedTo(otherAddress, true, 2),
    billedTo({}, false, 2),
    buys,
    billedTo({}, true, 3),
    billedTo(otherAddress, false, 3),
  ],
  'with a quotation that is approved': [
    stages.draft(),
    stages.withQuote('OFFERED', 1),
    stages.withQuote('OFFERED', 1, changed(3)),
    stages.withQuote('APPROVED', 5, changed(3)),
    stages.canceled(changed(20, 'CANCELED')),
  ].map(ofOrder),
  'with a quotation that is rejected': [
    stages.draft(),
    stages.withQuote('OFFERED', 1),
    stages.withQuote('REJECTED', 2),
  ].map(ofOrder),
  'with a quotation that is rejected, and ordered all the same': [
    stages.draft(),
    stages.withQuote('OFFERED', 1),
    stages.withQuote('REJECTED', 2),
    stages.approved(),
  ].map(ofOrder),
  'with a draft that is deleted': [stages.draft(), stages.withQuote('OFFERED', 1), stages.gone()].map(
    ofOrder,
  ),
  'with an order': [
    stages.approved(),
    stages.approved(changed(15, 'APPROVED')),
    stages.canceled(changed(20, 'CANCELED')),
  ].map(ofOrder),
};

describe('A member that is overtaken, before whatever call, by one that hears the same and all that comes after it', () => {
  const { site, member, startAgain, atEveryCall } = siteForEachTest((its) => its.resetToShop());

  const ids = 'medusa_id medusa_guest_id medusa_deleted medusa_updated_at';
  const ofPerson = 'email_id first_name last_name company_name mobile_no';
  const ofOrderIn = 'medusa_key medusa_updated_at docstatus status grand_total';
  const looksAt: Readonly<Record<string, string>> = {
    Lead: `${ids} ${ofPerson} status medusa_email phone`,
    Customer: `${ids} customer_name`,
    Contact: ofPerson,
    Address: 'medusa_id medusa_deleted medusa_updated_at city is_primary_address disabled',
    Quotation: `${ofOrderIn} medusa_quote_updated_at`,
    'Sales Order': ofOrderIn,
    Comment: 'reference_name content',
  };
  const whatStands = () =>
    Object.entries(looksAt).flatMap(([doctype, fields]) =>
      site()
        .sandbox.documents(doctype)
        .map((document) => {
          const links = doctype === 'Address' ? rowsOf(document, 'links') : [];
          return [
            doctype,
            ...fields.split(' ').map((field) => `${field}=${String(document[field] || '')}`),
            ...links.map(({ link_doctype }) => link_doctype),
          ].join(' ');
        })
        .sort(),
    );
  const facts: Outcome[] = [];
  const note = (told: unknown) => {
    if (Array.isArray(told)) facts.push(...(told as Outcome[]));
  };
  const tell = async (deeds: readonly Deed[], by: Member) => {
    for (const deed of deeds) note(await untilDone(() => deed(by)));
  };
  /** What calls people although nobody is needed, or tells another stage than an earlier fact of the same id. */
  const untrue = (): string[] => {
    const stageOf = new Map<string, string>();
    return facts.flatMap(({ type, medusaId, version, stageAfter }) => {
      const id = `${type} of ${medusaId} at ${version}`;
      const stage = stageOf.get(id) ?? String(stageAfter);
      stageOf.set(id, stage);
      const isTrue = type !== 'NeedsAttention' && stage === String(stageAfter);
      return isTrue ? [] : [`${id}: ${stage}, ${String(stageAfter)}`];
    });
  };
  const ofNobody: QuotationEvent = { ...stages.gone(), orderId: 'order_0' };
  /** What a member does once in its life, a look at the site, is done. */
  const isAtWork = async (by: Member): Promise<Member> => {
    await refusalOf(by.orders.handle(ofNobody));
    return by;
  };

  for (const [story, deeds] of Object.entries(stories))
    for (const [nth, late] of deeds.entries())
      it(`leaves what they left, and tells nothing else, of a customer ${story}: record ${nth + 1} of ${deeds.length}`, async () => {
        const others = await isAtWork(site().member());
        await startAgain();
        await tell(deeds, others);
        const stands = whatStands();
        let before = 0;

        const calls = await atEveryCall({
          given: async () => {
            facts.length = 0;
            await tell(deeds.slice(0, nth), others);
            before = facts.length;
            await isAtWork(member());
          },
          // What it can not do at once it never does: the record is another's by now.
          work: () => {
            facts.length = before;
            return late(member()).then(note, (error: unknown) => {
              if (verdictOf(error) !== 'wait') throw error;
            });
          },
          happens: () => tell(deeds.slice(nth), others),
          then: (when) => {
            expect(whatStands(), when).to.deep.equal(stands);
            expect(untrue(), when).to.deep.equal([]);
          },
        });

        expect(calls).to.be.greaterThan(0);
      });

  it('says so where ERPNext knows no lock: when it may have written its lines over newer ones', async () => {
    const [ordered, changes, changesAgain] = [
      stages.approved(),
      stages.approved(changed(15, 'APPROVED')),
      stages.approved({ version: stages.at(18) }),
    ].map(ofOrder) as [Deed, Deed, Deed];
    const others = await isAtWork(site().member());
    const isCalled = () => site().sandbox.documents('Comment').length > 0;
    let wasCalled = false;

    await atEveryCall({
      given: async () => {
        await tell([ordered], others);
        await isAtWork(member());
      },
      work: () => untilDone(() => changes(member())),
      happens: () => tell([changes, changesAgain], others),
      then: (when) => {
        const [order] = site().sandbox.documents('Sales Order');
        if (!isCalled()) expect(order, when).to.include({ grand_total: 59.38 });
        wasCalled ||= isCalled();
      },
    });

    expect(wasCalled).to.equal(true);
  });
});
