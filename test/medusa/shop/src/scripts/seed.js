// Run with: medusa exec ./src/scripts/seed.js
// Creates what an order needs (region, sales channel, stock location, shipping option, products,
// publishable key) and an admin, and writes the ids the driver needs to SEED_FILE.
const { writeFileSync } = require('node:fs');
const { Modules } = require('@medusajs/framework/utils');
const flows = require('@medusajs/medusa/core-flows');

// [title, handle, [[sku, model, cents]]]; the same figure is the EUR and the USD price.
const PRODUCTS = [
  [
    'Steel shelf 200x80',
    'SHELF-200',
    [
      ['SHELF-200-GR', 'Grey', 12900],
      ['SHELF-200-BK', 'Black', 13400],
    ],
  ],
  ['Pallet jack 2.5 t', 'PJACK', [['PJACK-25', 'Standard', 38950]]],
  [
    'Safety gloves',
    'GLOVE',
    [
      ['GLOVE-M', 'M', 499],
      ['GLOVE-L', 'L', 499],
    ],
  ],
];

module.exports = {
  default: async function seed({ container }) {
    const email = process.env.ADMIN_EMAIL || 'admin@shop.example';
    const password = process.env.ADMIN_PASSWORD || 'shop-admin-pw';
    const run = async (flow, input) => (await flow(container).run({ input })).result;

    const [channel] = await run(flows.createSalesChannelsWorkflow, {
      salesChannelsData: [{ name: 'Webshop' }],
    });
    const storeService = container.resolve(Modules.STORE);
    if (!(await storeService.listStores()).length) {
      await run(flows.createStoresWorkflow, {
        stores: [
          {
            name: 'Shop store',
            default_sales_channel_id: channel.id,
            supported_currencies: [{ currency_code: 'eur', is_default: true }, { currency_code: 'usd' }],
          },
        ],
      });
    }
    const [region, usRegion] = await run(flows.createRegionsWorkflow, {
      regions: [
        {
          name: 'Europe',
          currency_code: 'eur',
          countries: ['de', 'fr', 'pl', 'dk'],
          payment_providers: ['pp_system_default'],
        },
        {
          name: 'United States',
          currency_code: 'usd',
          countries: ['us'],
          payment_providers: ['pp_system_default'],
        },
      ],
    });
    await run(
      flows.createTaxRegionsWorkflow,
      ['de', 'fr', 'pl', 'dk'].map((country_code) => ({
        country_code,
        provider_id: 'tp_system',
        default_tax_rate: {
          name: `VAT ${country_code}`,
          code: `vat-${country_code}`,
          rate: { de: 19, fr: 20, pl: 23, dk: 25 }[country_code],
        },
      })),
    );
    const [location] = await run(flows.createStockLocationsWorkflow, {
      locations: [
        { name: 'Main warehouse', address: { address_1: 'Lagerweg 1', city: 'Hamburg', country_code: 'de' } },
      ],
    });
    await run(flows.linkSalesChannelsToStockLocationWorkflow, { id: location.id, add: [channel.id] });
    const link = container.resolve('link');
    await link.create({
      [Modules.STOCK_LOCATION]: { stock_location_id: location.id },
      [Modules.FULFILLMENT]: { fulfillment_provider_id: 'manual_manual' },
    });

    const [profile] = await run(flows.createShippingProfilesWorkflow, {
      data: [{ name: 'Default', type: 'default' }],
    });
    const fulfillment = container.resolve(Modules.FULFILLMENT);
    const set = await fulfillment.createFulfillmentSets({
      name: 'Delivery',
      type: 'shipping',
      service_zones: [
        {
          name: 'Everywhere',
          geo_zones: ['de', 'fr', 'pl', 'dk', 'us'].map((country_code) => ({
            type: 'country',
            country_code,
          })),
        },
      ],
    });
    await link.create({
      [Modules.STOCK_LOCATION]: { stock_location_id: location.id },
      [Modules.FULFILLMENT]: { fulfillment_set_id: set.id },
    });
    const [option] = await run(flows.createShippingOptionsWorkflow, [
      {
        name: 'Freight',
        price_type: 'flat',
        provider_id: 'manual_manual',
        service_zone_id: set.service_zones[0].id,
        shipping_profile_id: profile.id,
        type: { label: 'Freight', description: '3-5 days', code: 'freight' },
        prices: [
          { currency_code: 'eur', amount: 49 },
          { currency_code: 'usd', amount: 60 },
        ],
        rules: [
          { attribute: 'enabled_in_store', operator: 'eq', value: 'true' },
          { attribute: 'is_return', operator: 'eq', value: 'false' },
        ],
      },
    ]);

    const products = await run(flows.createProductsWorkflow, {
      products: PRODUCTS.map(([title, handle, variants]) => ({
        title,
        handle: handle.toLowerCase(),
        status: 'published',
        shipping_profile_id: profile.id,
        sales_channels: [{ id: channel.id }],
        options: [{ title: 'Model', values: variants.map(([, name]) => name) }],
        variants: variants.map(([sku, name, cents]) => ({
          title: name,
          sku,
          manage_inventory: false,
          options: { Model: name },
          prices: ['eur', 'usd'].map((currency_code) => ({ currency_code, amount: cents / 100 })),
        })),
      })),
    });

    await run(flows.createPromotionsWorkflow, {
      promotionsData: [
        {
          code: 'LAB10',
          type: 'standard',
          status: 'active',
          application_method: {
            type: 'percentage',
            target_type: 'items',
            allocation: 'across',
            value: 10,
            currency_code: 'eur',
          },
        },
      ],
    });

    const [key] = await run(flows.createApiKeysWorkflow, {
      api_keys: [{ title: 'Webshop', type: 'publishable', created_by: '' }],
    });
    await run(flows.linkSalesChannelsToApiKeyWorkflow, { id: key.id, add: [channel.id] });

    const auth = container.resolve(Modules.AUTH);
    const registered = await auth.register('emailpass', { body: { email, password } });
    const authIdentityId = registered.authIdentity.id;
    await run(flows.createUserAccountWorkflow, {
      authIdentityId,
      userData: { email, first_name: 'Shop', last_name: 'Admin' },
    });

    const out = {
      publishable_key: key.token,
      region_id: region.id,
      us_region_id: usRegion.id,
      sales_channel_id: channel.id,
      shipping_option_id: option.id,
      stock_location_id: location.id,
      admin: { email, password },
      variants: products.flatMap((p) =>
        p.variants.map((v) => ({ id: v.id, sku: v.sku, title: `${p.title} / ${v.title}` })),
      ),
    };
    writeFileSync(process.env.SEED_FILE || 'shop-seed.json', JSON.stringify(out, null, 2) + '\n');
  },
};
