import { expect } from 'chai';
import { InvalidConfig } from '#libs/config/invalid-config.js';
import { readConfig, type Env } from '#libs/config/read-config.js';
import { quotationRules } from '../../../../services/quotation-service/config.js';
import { bookkeepingRules } from '../../../../services/quotation-service/site/bookkeeping-rules.js';

const rules = (env: Env = {}) => readConfig(quotationRules, env);

describe('How orders are treated', () => {
  it('needs no word on a site that has what ERPNext’s own charts have', () => {
    const { rules: steps, unknownItem, dates } = rules();
    const books = bookkeepingRules(rules().books);

    expect(steps).to.deep.equal({
      submitQuotation: 'approved',
      createSalesOrder: true,
      submitSalesOrder: true,
    });
    expect(unknownItem).to.equal('park');
    expect(dates).to.deep.equal({ timeZone: 'UTC', deliveryDays: 7, quotationValidDays: 30 });
    expect(books.company).to.equal(undefined);
    expect([...books.priceLists]).to.deep.equal([['*', 'Standard Selling']]);
  });

  it('is said in lists, of which an equals sign may be part of a name', () => {
    const { books } = rules({
      ERPNEXT_TAX_ACCOUNTS: 'vat-de=VAT 19 = full - MT, 7=VAT 7,*=VAT',
      ERPNEXT_EXCHANGE_RATES: 'EUR=1.1,GBP=1.25',
    });

    expect([...bookkeepingRules(books).taxAccounts]).to.deep.equal([
      ['vat-de', 'VAT 19 = full - MT'],
      ['7', 'VAT 7'],
      ['*', 'VAT'],
    ]);
    expect(bookkeepingRules(books).exchangeRates.get('GBP')).to.equal(1.25);
  });

  it('is refused as a whole when a part of it is wrong', () => {
    const wrong = {
      SHOP_TIME_ZONE: 'Munich',
      ERPNEXT_EXCHANGE_RATES: 'EUR=about one',
      SUBMIT_QUOTATION: 'never',
      ERPNEXT_PRICE_LISTS: 'euro=Webshop',
    };
    const refusal = (() => {
      try {
        return rules(wrong);
      } catch (error) {
        return error;
      }
    })();

    expect(refusal).to.be.instanceOf(InvalidConfig);
    for (const variable of Object.keys(wrong))
      expect((refusal as InvalidConfig).message).to.include(variable);
  });
});
