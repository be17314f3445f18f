// The quote module of Medusa's B2B starter, as far as its rows say: fixtures of it were captured, see the unit tests.
const { Module, MedusaService } = require('@medusajs/framework/utils');
const { default: Quote } = require('./models/quote.js');

class QuoteModuleService extends MedusaService({ Quote }) {}

module.exports = { default: Module('quote', { service: QuoteModuleService }) };
