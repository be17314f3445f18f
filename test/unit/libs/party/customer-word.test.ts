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

  it('takes yes for yes however a shop writes it, and all else for no', () => {
    const accepts = (accepts_terms: unknown) =>
      toCustomerWord(customerSnapshot({ metadata: JSON.stringify({ accepts_terms }) }), true, keys)
        .acceptsTerms;

    for (const yes of [true, 1, 'true', '1', 'YES', 'on']) expect(accepts(yes), String(yes)).to.equal(true);
    for (const no of [false, 0, 'no', '', 'off', 2, {}]) expect(accepts(no), String(no)).to.equal(false);
    for (const unsaid of [null, undefined]) expect(accepts(unsaid)).to.equal(null);
  });

  it('takes texts and numbers for an id, and nothing else', () => {
    const taxIdOf = (vat_id: unknown) =>
      toCustomerWord(customerSnapshot({ metadata: JSON.stringify({ vat_id }) }), true, keys).taxId;

    expect([taxIdOf('DE1'), taxIdOf(4711)]).to.deep.equal(['DE1', '4711']);
    for (const odd of [true, ['DE1'], { id: 'DE1' }, null]) expect(taxIdOf(odd)).to.equal(null);
    for (const metadata of ['7', 'null', '"DE1"', null])
      expect(toCustomerWord(customerSnapshot({ metadata }), true, keys).taxId).to.equal(null);
  });

  it('has the country of the default billing address, if there is one', () => {
    const countryOf = (addresses: { isDefaultBilling: boolean; countryCode: string | null }[] | null) =>
      toCustomerWord(
        customerSnapshot({ addresses: addresses as ReturnType<typeof customerSnapshot>['addresses'] }),
        true,
        keys,
      );

    expect(
      countryOf([
        { isDefaultBilling: false, countryCode: 'fr' },
        { isDefaultBilling: true, countryCode: 'de' },
      ]),
    ).to.include({ countryCode: 'de' });
    expect(countryOf([{ isDefaultBilling: false, countryCode: 'fr' }])).not.to.have.property('countryCode');
    expect(countryOf([{ isDefaultBilling: true, countryCode: '' }])).not.to.have.property('countryCode');
    expect(countryOf(null)).not.to.have.property('countryCode');
  });

  it('of a partial snapshot keeps a no, and says nothing of what is blank', () => {
    const word = toCustomerWord(customerSnapshot({ phone: '', hasAccount: false }), false, keys);

    expect(word).not.to.have.property('phone');
    expect(word).to.include({ hasAccount: false });
  });
});
