// Smallest possible quote module: Medusa's core has no quotation, so the shop brings one that
// points at a core draft order.
const { Module, MedusaService } = require('@medusajs/framework/utils');
const { default: Quote } = require('./models/quote.js');

class QuoteModuleService extends MedusaService({ Quote }) {}

module.exports = { default: Module('quote', { service: QuoteModuleService }) };
