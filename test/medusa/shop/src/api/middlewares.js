const { authenticate, defineMiddlewares } = require('@medusajs/framework/http');

module.exports = {
  default: defineMiddlewares({
    routes: [{ matcher: '/store/shop-quotes*', middlewares: [authenticate('customer', ['bearer'])] }],
  }),
};
