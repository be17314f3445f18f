import { readConfig, type Env } from '#libs/config/read-config.js';
import { setting, type Config } from '#libs/config/setting.js';
import {
  consumingSettings,
  conversionSettings,
  nothingToEndWaitMs,
  partySettings,
} from '#libs/config/shared-settings.js';
import { commaList, duration, flag, integer, oneOf, text, timeZone } from '#libs/config/values.js';

/** How orders are treated, whoever asks for it. */
export const quotationRules = {
  party: partySettings,
  conversion: conversionSettings,
  nothingToEndWaitMs,
  unknownWaitMs: setting('CUSTOMER_UNKNOWN_WAIT', duration({ min: '0ms', max: '1d' }).default(60_000)),
  rules: {
    submitQuotation: setting('SUBMIT_QUOTATION', oneOf(['approved', 'offered']).default('approved')),
    createSalesOrder: setting('CREATE_SALES_ORDER', flag().default(true)),
    submitSalesOrder: setting('SUBMIT_SALES_ORDER', flag().default(true)),
  },
  dates: {
    timeZone: setting('SHOP_TIME_ZONE', timeZone().default('UTC')),
    deliveryDays: setting('DELIVERY_DAYS', integer({ min: 0, max: 3650 }).default(7)),
    quotationValidDays: setting('QUOTATION_VALID_DAYS', integer({ min: 0, max: 3650 }).default(30)),
  },
  books: {
    company: setting('ERPNEXT_COMPANY', text().optional()),
    companies: setting(
      'ERPNEXT_CHANNEL_COMPANIES',
      commaList('sales channel=Company, sc_01…=Medusa Trading', /^[^=]+=\S.*$/).default([]),
    ),
    freightAccount: setting('ERPNEXT_FREIGHT_ACCOUNT', text().default('Freight and Forwarding Charges')),
    taxAccounts: setting(
      'ERPNEXT_TAX_ACCOUNTS',
      commaList('rate, code or *=Account, 19=VAT 19,*=VAT', /^[^=]+=\S.*$/).default(['*=VAT']),
    ),
    itemTaxTemplates: setting(
      'ERPNEXT_ITEM_TAX_TEMPLATES',
      commaList('rate=Item Tax Template, 7=VAT 7', /^\d+(\.\d+)?=\S.*$/).default([]),
    ),
    priceLists: setting(
      'ERPNEXT_PRICE_LISTS',
      commaList('currency or *=Price List, EUR=Webshop', /^([A-Z]{3}|\*)=\S.*$/).default([
        '*=Standard Selling',
      ]),
    ),
    exchangeRates: setting(
      'ERPNEXT_EXCHANGE_RATES',
      commaList('currency=rate, EUR=1.1', /^[A-Z]{3}=\d+(\.\d+)?$/).default([]),
    ),
  },
  unknownItem: setting('UNKNOWN_ITEM', oneOf(['park', 'fallback']).default('park')),
  fallbackItem: setting('FALLBACK_ITEM', text('the code of an Item').default('MEDUSA-FALLBACK')),
  poNumberKey: setting('MEDUSA_PO_NUMBER_KEY', text().default('po_number')),
};

const settings = { ...consumingSettings, ...quotationRules };

export type QuotationRules = Config<typeof quotationRules>;
export type QuotationConfig = Config<typeof settings>;

/** @throws InvalidConfig */
export const readQuotationConfig = (env: Env): QuotationConfig => readConfig(settings, env);
