import { expect } from 'chai';
import { toCustomerWord } from '#libs/party/customer-word.js';
import { customerSnapshot } from '../../../support/customer-events.js';

const keys = { taxId: 'vat_id', acceptsTerms: 'accepts_terms', locale: 'locale' };

describe("A customer's word", () => {
  it('takes from metadata what Medusa has no field for', () => {
    const metadata = JSON.stringify({ vat_id: 'DE000000000', accepts_terms: true, cost_centre: '4711' });

    const word = toCustomerWord(customerSnapshot({ metadata }), true, keys);

    expect(word).to.include({ taxId: 'DE000000000', acceptsTerms: true, locale: null });
  });

  it('of a whole snapshot says that null is empty', () => {
    expect(toCustomerWord(customerSnapshot({ lastName: null }), true, keys)).to.have.property(
      'lastName',
      null,
    );
  });

  it('of a partial snapshot says nothing where there is null', () => {
    const word = toCustomerWord(customerSnapshot({ lastName: null }), false, keys);

    expect(word).not.to.have.any.keys('lastName', 'phone', 'taxId');
    expect(word).to.include({ firstName: 'Ada' });
  });

  it('survives metadata that is no object', () => {
    expect(toCustomerWord(customerSnapshot({ metadata: '[1' }), true, keys).taxId).to.equal(null);
  });
});
