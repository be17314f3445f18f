import { expect } from 'chai';
import { personOf, toAddressWord } from '#libs/address/address-word.js';
import { customerAddress } from '../../../support/address-events.js';

describe('What Medusa says of an address', () => {
  const sparse = customerAddress({ company: null, phone: '', province: 'Bayern' });

  it('is all of it when the row is whole: null means empty', () => {
    const word = toAddressWord(sparse, true);

    expect(word).to.have.all.keys(
      ...['company', 'firstName', 'lastName', 'address1', 'address2', 'city', 'province', 'postalCode'],
      ...['countryCode', 'phone', 'isDefaultBilling', 'isDefaultShipping'],
    );
    expect(word).to.include({ company: null, phone: '', province: 'Bayern', isDefaultBilling: false });
  });

  it('is what is there when it is partial: nothing is emptied', () => {
    const word = toAddressWord(sparse, false);

    expect(word).not.to.have.any.keys('company', 'phone');
    expect(word).to.include({ province: 'Bayern', isDefaultBilling: false });
  });

  it('names a person by what there is of the name', () => {
    expect(personOf({ firstName: ' Ada ', lastName: 'Smith' })).to.equal('Ada Smith');
    expect(personOf({ firstName: null, lastName: ' Smith' })).to.equal('Smith');
    expect(personOf({ firstName: 'Ada', lastName: '  ' })).to.equal('Ada');
    expect(personOf({})).to.equal('');
  });
});
