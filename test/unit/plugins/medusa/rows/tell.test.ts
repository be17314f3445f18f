import { expect } from 'chai';
import { plainQuotes } from '../../../../../plugins/medusa/src/quotes/quote-adapter.js';
import type { Change } from '../../../../../plugins/medusa/src/relay/change.js';
import { toEnvelope } from '../../../../../plugins/medusa/src/relay/envelope.js';
import type { Query, Row } from '../../../../../plugins/medusa/src/rows/query.js';
import { tell, type Shop } from '../../../../../plugins/medusa/src/rows/tell.js';
import { openEnvelope } from '../../../../../services/webhook-bridge/events/envelope.js';
import { toAddressEvent } from '../../../../../services/webhook-bridge/events/to-address-event.js';
import { toCustomerEvent } from '../../../../../services/webhook-bridge/events/to-customer-event.js';
import { toQuotationEvent } from '../../../../../services/webhook-bridge/events/to-quotation-event.js';
import { capturedWebhook, expectedRecord, webhookFiles } from '../../../../support/webhooks.js';

/** A shop that holds these rows, by entity. */
const shopWith = (rows: Record<string, Row[]>, over: Partial<Shop> = {}): Shop => ({
  query: {
    graph: ({ entity, filters, withDeleted }) => {
      const found = (rows[entity] ?? []).filter(
        (row) =>
          (withDeleted || row['deleted_at'] == null) &&
          Object.entries(filters).every(([field, wanted]) =>
            Array.isArray(wanted) ? wanted.includes(row[field]) : row[field] === wanted,
          ),
      );
      return Promise.resolve({ data: found });
    },
  } satisfies Query,
  previewOrder: () => Promise.reject(new Error('nothing is staged')),
  quotes: plainQuotes,
  versionAt: () => Promise.resolve(null),
  ...over,
});

const change = (entityType: Change['entityType'], entityId: string, over: Partial<Change> = {}): Change => ({
  webhookId: 'msg_1',
  entityType,
  entityId,
  customerId: null,
  what: 'updated',
  occurredAt: new Date('2026-11-25T12:00:00Z'),
  ...over,
});

const toEvent = {
  customer: toCustomerEvent,
  customer_address: toAddressEvent,
  order: toQuotationEvent,
  quote: toQuotationEvent,
};

/** The event that the bridge makes of what the plugin sends of this change. */
const eventOf = async (noted: Change, shop: Shop) => {
  const told = await tell(noted, shop);
  if (!told) throw new Error('nothing was told');
  const source = { system: 'medusa', version: '2.21.2' };
  const body: unknown = JSON.parse(
    JSON.stringify(toEnvelope(noted, told, source, new Date('2026-11-25T12:00:01Z'))),
  );
  return toEvent[told.entityType](openEnvelope(noted.webhookId, body));
};

const draft = { ...order('order_1'), is_draft_order: true, status: 'draft' };

function order(id: string): Row {
  return {
    id,
    is_draft_order: false,
    status: 'pending',
    customer_id: 'cus_1',
    updated_at: '2026-11-23T16:00:00.000Z',
    total: 119,
    items: [{ id: 'ordli_1', quantity: 1, total: 119 }],
    shipping_methods: [],
  };
}

const quote = (over: object = {}): Row => ({
  id: 'quo_1',
  status: 'offered',
  customer_id: 'cus_1',
  order_id: 'order_1',
  updated_at: '2026-11-23T17:00:00.000Z',
  ...over,
});

describe('what the Medusa plugin tells', () => {
  for (const file of webhookFiles()) {
    const captured = capturedWebhook(file);
    const { entity, entity_type: entityType } = captured;
    if (entity === null) continue;

    it(`maps to the same record as the captured ${file}`, async () => {
      const row = entity as unknown as Row;
      const { order: held, ...rest } = row as Row & { order?: Row };
      const shop = shopWith({ [entityType]: [rest as Row], order: held ? [held] : [row] });

      const event = await eventOf(change(entityType as Change['entityType'], row.id), shop);

      const expected = expectedRecord(file).event;
      const { id, occurredAt, webhookId, cause } = expected as unknown as Record<string, unknown>;
      expect({ ...event, id, occurredAt, webhookId, cause }).to.deep.equal(expected);
    });
  }

  it('says of a row that is gone whose it was, and when', async () => {
    const gone = { customerId: 'cus_1', what: 'deleted' } as const;

    const event = await eventOf(change('customer_address', 'cuaddr_1', gone), shopWith({}));

    expect(event).to.include({
      stage: 'DELETED',
      customerId: 'cus_1',
      version: Date.parse('2026-11-25T12:00:00Z'),
    });
  });

  it('tells a deletion although the change was noted as something else', async () => {
    const event = await eventOf(change('order', 'order_1', { customerId: 'cus_1' }), shopWith({}));

    expect(event).to.have.nested.property('order.stage', 'DELETED');
  });

  it('makes a state newer whose row does not say that it is', async () => {
    const versionAt = () => Promise.resolve(new Date('2026-11-23T16:00:00.250Z'));

    const told = await tell(
      change('order', 'order_1'),
      shopWith({ order: [order('order_1')] }, { versionAt }),
    );

    expect(told?.row).to.include({ updated_at: '2026-11-23T16:00:00.250Z', total: 119 });
  });

  describe('while an offer is staged', () => {
    const quotes = { ...plainQuotes, stagesOffers: true };
    const staged = {
      order: [draft],
      quote: [quote()],
      order_change: [
        {
          id: 'ordch_1',
          order_id: 'order_1',
          status: 'pending',
          updated_at: '2026-11-23T16:30:00.000Z',
          actions: [{ updated_at: '2026-11-23T16:40:00.000Z' }],
        },
      ],
    };
    const previewOrder = () =>
      Promise.resolve({
        total: 95.2,
        status: 'not to be taken over',
        items: [
          { id: 'ordli_1', quantity: 1, total: 95.2, actions: [], detail: {} },
          { id: 'ordli_2', quantity: 0, total: 0 },
        ],
        shipping_methods: [{ id: 'ordsm_1', total: 0 }],
      });

    it('tells the offered lines with the quote, as new as the last change of them', async () => {
      const told = await tell(change('quote', 'quo_1'), shopWith(staged, { previewOrder, quotes }));

      expect(told).to.have.property('entityType', 'quote');
      expect(told?.row)
        .to.have.property('order')
        .that.deep.includes({
          status: 'draft',
          total: 95.2,
          updated_at: '2026-11-23T16:40:00.000Z',
          items: [{ id: 'ordli_1', quantity: 1, total: 95.2 }],
          shipping_methods: [{ id: 'ordsm_1', total: 0 }],
        });
    });

    it('tells the order by its quote, so that nobody sees the lines from before', async () => {
      const told = await tell(change('order', 'order_1'), shopWith(staged, { previewOrder, quotes }));

      expect(told).to.deep.include({ entityType: 'quote', id: 'quo_1' });
      expect(told?.row).to.have.nested.property('order.total', 95.2);
    });

    it('tells what was accepted, although the change is not confirmed yet', async () => {
      const rows = { ...staged, quote: [quote({ status: 'accepted' })] };

      const told = await tell(change('quote', 'quo_1'), shopWith(rows, { previewOrder, quotes }));

      expect(told?.row).to.have.nested.property('order.total', 95.2);
    });

    it('tells the lines of the order itself where nobody stages offers, or it is no draft any more', async () => {
      const placed = { ...staged, order: [order('order_1')] };

      const plain = await tell(change('quote', 'quo_1'), shopWith(staged, { previewOrder }));
      const edited = await tell(change('quote', 'quo_1'), shopWith(placed, { previewOrder, quotes }));

      for (const told of [plain, edited]) expect(told?.row).to.have.nested.property('order.total', 119);
    });

    it('tells the lines as they are once the offer is refused', async () => {
      const rows = { ...staged, quote: [quote({ status: 'rejected_by_customer' })] };

      const told = await tell(change('quote', 'quo_1'), shopWith(rows, { previewOrder, quotes }));

      expect(told?.row).to.have.nested.property('order.total', 119);
    });
  });

  it('says nothing of a quote that is gone: its order tells how things stand', async () => {
    expect(await tell(change('quote', 'quo_1'), shopWith({}))).to.equal(undefined);
  });
});
