const { acceptQuoteWorkflow, moveQuoteWorkflow } = require('../../../../workflows/quotes.js');

// Body: { decision: "accept" | "reject" }, by the signed-in customer.
async function POST(req, res) {
  const input = { id: req.params.id, decided_by: req.auth_context.actor_id };
  const { result } =
    req.body.decision === 'accept'
      ? await acceptQuoteWorkflow(req.scope).run({ input })
      : await moveQuoteWorkflow(req.scope).run({ input: { ...input, status: 'rejected_by_customer' } });
  res.json({ quote: result });
}

module.exports = { POST };
