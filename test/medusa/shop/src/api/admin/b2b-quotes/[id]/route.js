const { confirmOrderEditRequestWorkflow } = require('@medusajs/medusa/core-flows');
const { Modules } = require('@medusajs/framework/utils');

// Body: { status, confirmed_by? }. Accepting confirms the staged change and makes the draft an order, as the starter does.
async function POST(req, res) {
  const quote = await req.scope.resolve('quote').updateQuotes({ id: req.params.id, status: req.body.status });
  if (quote.status === 'accepted') {
    await confirmOrderEditRequestWorkflow(req.scope).run({
      input: { order_id: quote.draft_order_id, confirmed_by: quote.customer_id },
    });
    await req.scope
      .resolve(Modules.ORDER)
      .updateOrders([{ id: quote.draft_order_id, status: 'pending', is_draft_order: false }]);
  }
  res.json({ quote });
}

module.exports = { POST };
