const { moveQuoteWorkflow } = require('../../../../workflows/quotes.js');

// Body: { decision: "offer" | "reject", valid_until? }, by the merchant.
async function POST(req, res) {
  const status = req.body.decision === 'offer' ? 'offered' : 'rejected_by_merchant';
  const { result } = await moveQuoteWorkflow(req.scope).run({
    input: {
      id: req.params.id,
      status,
      decided_by: req.auth_context.actor_id,
      ...(req.body.valid_until && { valid_until: new Date(req.body.valid_until) }),
    },
  });
  res.json({ quote: result });
}

module.exports = { POST };
