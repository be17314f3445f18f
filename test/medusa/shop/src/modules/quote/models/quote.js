const { model } = require('@medusajs/framework/utils');

module.exports = {
  default: model.define('quote', {
    id: model.id({ prefix: 'quo' }).primaryKey(),
    status: model
      .enum(['requested', 'offered', 'accepted', 'rejected_by_customer', 'rejected_by_merchant'])
      .default('requested'),
    customer_id: model.text(),
    order_id: model.text(),
    valid_until: model.dateTime().nullable(),
    decided_by: model.text().nullable(),
    note: model.text().nullable(),
  }),
};
