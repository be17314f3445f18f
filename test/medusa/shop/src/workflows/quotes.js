// Quote life cycle of the shop: requested -> offered -> accepted | rejected_by_*.
// Each change ends in an event of the shop's own naming; accepting converts the draft order with
// the core workflow, which is what emits order.placed.
const { MedusaError } = require('@medusajs/framework/utils');
const {
  createStep,
  createWorkflow,
  StepResponse,
  transform,
  WorkflowResponse,
} = require('@medusajs/framework/workflows-sdk');
const {
  convertDraftOrderWorkflow,
  createOrderWorkflow,
  emitEventStep,
} = require('@medusajs/medusa/core-flows');

const NEXT = {
  requested: ['offered', 'rejected_by_merchant', 'rejected_by_customer'],
  offered: ['offered', 'accepted', 'rejected_by_merchant', 'rejected_by_customer'],
};

const createQuoteStep = createStep(
  'shop-create-quote',
  async (input, { container }) => {
    const quote = await container.resolve('quote').createQuotes(input);
    return new StepResponse(quote, quote.id);
  },
  async (id, { container }) => id && container.resolve('quote').deleteQuotes(id),
);

const moveQuoteStep = createStep(
  'shop-move-quote',
  async ({ id, ...change }, { container }) => {
    const service = container.resolve('quote');
    const before = await service.retrieveQuote(id);
    if (!NEXT[before.status]?.includes(change.status)) {
      throw new MedusaError(
        MedusaError.Types.NOT_ALLOWED,
        `quote ${id} is ${before.status}, not ${change.status}-able`,
      );
    }
    const quote = await service.updateQuotes({ id, ...change });
    return new StepResponse(quote, { id, status: before.status, decided_by: before.decided_by });
  },
  async (before, { container }) => before && container.resolve('quote').updateQuotes(before),
);

const requestQuoteWorkflow = createWorkflow('shop-request-quote', (input) => {
  const order = createOrderWorkflow.runAsStep({
    input: transform(input, ({ order }) => ({ ...order, status: 'draft', is_draft_order: true })),
  });
  const quote = createQuoteStep(
    transform({ input, order }, ({ input, order }) => ({
      customer_id: input.order.customer_id,
      order_id: order.id,
      note: input.note ?? null,
    })),
  );
  emitEventStep({
    eventName: 'quote.requested',
    data: transform(quote, (q) => ({ id: q.id, order_id: q.order_id, customer_id: q.customer_id })),
  });
  return new WorkflowResponse(quote);
});

const moveQuoteWorkflow = createWorkflow('shop-move-quote', (input) => {
  const quote = moveQuoteStep(input);
  emitEventStep({
    eventName: transform(quote, (q) => `quote.${q.status}`),
    data: transform(quote, (q) => ({ id: q.id, order_id: q.order_id, customer_id: q.customer_id })),
  });
  return new WorkflowResponse(quote);
});

const acceptQuoteWorkflow = createWorkflow('shop-accept-quote', (input) => {
  const quote = moveQuoteStep(transform(input, (i) => ({ ...i, status: 'accepted' })));
  convertDraftOrderWorkflow.runAsStep({ input: transform(quote, (q) => ({ id: q.order_id })) });
  emitEventStep({
    eventName: 'quote.accepted',
    data: transform(quote, (q) => ({ id: q.id, order_id: q.order_id, customer_id: q.customer_id })),
  });
  return new WorkflowResponse(quote);
});

module.exports = { acceptQuoteWorkflow, moveQuoteWorkflow, requestQuoteWorkflow };
