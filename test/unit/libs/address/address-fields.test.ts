import { expect } from 'chai';
import { AddressMapper, demandComplete, isComplete } from '#libs/address/address-fields.js';
import type { AddressWord } from '#libs/address/address-word.js';
import { AddressIncomplete, CountryUnknown } from '#libs/address/errors.js';
import type { MasterList } from '#libs/erpnext/master-list.js';

const countries = {
  find: (code: string) => Promise.resolve(code === 'de' ? 'Germany' : undefined),
} as unknown as MasterList;
const map = (word: AddressWord, recipientKnown?: string) =>
  new AddressMapper(countries).map('cuaddr_109WXP', word, recipientKnown);
const titleOf = async (word: AddressWord) => (await map(word)).naming['address_title'];

describe('An address of Medusa in the fields of ERPNext', () => {
  it('is blank where Medusa says nothing', async () => {
    expect(await map({})).to.deep.equal({
      fields: {
        address_line1: null,
        address_line2: null,
        city: null,
        state: null,
        pincode: null,
        country: null,
        phone: null,
        medusa_recipient: null,
        is_primary_address: 0,
        is_shipping_address: 0,
      },
      naming: { address_title: 'Address 109WXP', address_type: 'Billing' },
      warnings: [],
    });
  });

  it('is a shipping address only if it is the default of shipping alone', async () => {
    const typeOf = async (isDefaultBilling: boolean, isDefaultShipping: boolean) => {
      const { fields, naming } = await map({ isDefaultBilling, isDefaultShipping });
      return [naming['address_type'], fields['is_primary_address'], fields['is_shipping_address']];
    };

    expect(await typeOf(false, true)).to.deep.equal(['Shipping', 0, 1]);
    expect(await typeOf(true, true)).to.deep.equal(['Billing', 1, 1]);
    expect(await typeOf(true, false)).to.deep.equal(['Billing', 1, 0]);
  });

  it('notes a recipient other than the one who is known', async () => {
    const recipientOf = async (known?: string) =>
      (await map({ firstName: 'Ada', lastName: 'Smith' }, known)).fields['medusa_recipient'];

    expect(await recipientOf()).to.equal('Ada Smith');
    expect(await recipientOf('Eve')).to.equal('Ada Smith');
    expect(await recipientOf(' ADA smith ')).to.equal(null);
  });

  it('has a title of company, person or city, without what ERPNext would take for a pattern', async () => {
    const ada = { firstName: 'Ada', lastName: 'Smith', city: 'Ulm' };

    expect(await titleOf({ ...ada, company: ' Dr. {J}  #Co. ' })).to.equal('Dr J Co 109WXP');
    expect(await titleOf({ ...ada, company: null })).to.equal('Ada Smith 109WXP');
    expect(await titleOf({ city: 'Ulm' })).to.equal('Ulm 109WXP');
    expect(await titleOf({ company: '##.' })).to.equal('109WXP');
    expect((await new AddressMapper(countries).map('', ada)).naming['address_title']).to.equal('Ada Smith');
  });

  it('warns of a thing once, in however many lines it is', async () => {
    const { warnings } = await map({ address1: 'x'.repeat(300), address2: 'y'.repeat(300), phone: 'none' });

    expect(warnings).to.have.length(2);
    expect(new Set(warnings).size).to.equal(2);
  });
});

describe('An address that ERPNext would not take', () => {
  const refusalOf = async (word: AddressWord) => {
    const { fields } = await map(word);
    try {
      demandComplete('cuaddr_1', word, fields);
    } catch (error) {
      return error as AddressIncomplete | CountryUnknown;
    }
    return isComplete(fields) ? 'taken' : 'not complete';
  };
  const place = { address1: 'Münsterplatz 1', city: 'Ulm', countryCode: 'de' };

  it('lacks street, city or country, which are named as Medusa calls them', async () => {
    expect(await refusalOf(place)).to.equal('taken');
    for (const [said, missing] of [
      [{ address1: ' ' }, ['address_1']],
      [{ city: null }, ['city']],
      [{ countryCode: '  ' }, ['country_code']],
      [{ address1: null, city: null, countryCode: null }, ['address_1', 'city', 'country_code']],
    ] as const) {
      const refusal = await refusalOf({ ...place, ...said });
      expect(refusal).to.be.instanceOf(AddressIncomplete);
      expect((refusal as AddressIncomplete).context).to.deep.equal({ addressId: 'cuaddr_1', missing });
      expect((refusal as AddressIncomplete).message).to.equal(
        `The address cuaddr_1 lacks ${missing.join(', ')}.`,
      );
      expect(isComplete((await map({ ...place, ...said })).fields)).to.equal(false);
    }
  });

  it('may name a country that ERPNext has not', async () => {
    const refusal = await refusalOf({ ...place, countryCode: ' xx ' });

    expect(refusal).to.be.instanceOf(CountryUnknown);
    expect((refusal as CountryUnknown).context).to.deep.equal({ addressId: 'cuaddr_1', country: 'xx' });
    expect((refusal as CountryUnknown).message).to.equal(
      'ERPNext has no Country "xx", which cuaddr_1 names.',
    );
  });
});
