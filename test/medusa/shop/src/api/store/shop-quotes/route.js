const { requestQuoteWorkflow } = require('../../../workflows/quotes.js');

// Body: { cart_id, note? }. Copies the cart's lines into a draft order and opens a quote on it.
async function POST(req, res) {
  const query = req.scope.resolve('query');
  const {
    data: [cart],
  } = await query.graph({
    entity: 'cart',
    fields: [
      'id',
      'email',
      'region_id',
      'sales_channel_id',
      'currency_code',
      'items.variant_id',
      'items.quantity',
      'items.title',
      'items.unit_price',
      'items.variant_sku',
      'items.product_id',
      'items.product_title',
      'items.variant_title',
      'shipping_address.*',
      'billing_address.*',
    ],
    filters: { id: req.body.cart_id },
  });
  const withoutId = (address) => address && { ...address, id: undefined };
  const { result } = await requestQuoteWorkflow(req.scope).run({
    input: {
      note: req.body.note,
      order: {
        ...cart,
        id: undefined,
        customer_id: req.auth_context.actor_id,
        shipping_address: withoutId(cart.shipping_address),
        billing_address: withoutId(cart.billing_address),
      },
    },
  });
  res.status(201).json({ quote: result });
}

module.exports = { POST };
