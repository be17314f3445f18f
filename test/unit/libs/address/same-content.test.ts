import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { MasterList } from '#libs/erpnext/master-list.js';
import { AddressMapper } from '#libs/address/address-fields.js';
import { sameContent } from '#libs/address/same-content.js';

interface Row {
  readonly id: string;
  readonly [field: string]: string | null;
}

const entityOf = (path: string) =>
  (
    JSON.parse(
      readFileSync(new URL(`../../../../../test/fixtures/medusa/webhooks/${path}`, import.meta.url), 'utf8'),
    ) as {
      entity: Row & { billing_address: Row; shipping_address: Row };
    }
  ).entity;

const mapper = new AddressMapper({
  find: (code: string) => Promise.resolve(code.toUpperCase()),
} as unknown as MasterList);
const fieldsOf = async (row: Row) => {
  const word = {
    address1: row['address_1'] ?? null,
    address2: row['address_2'] ?? null,
    city: row['city'] ?? null,
    province: row['province'] ?? null,
    postalCode: row['postal_code'] ?? null,
    countryCode: row['country_code'] ?? null,
  };
  return (await mapper.map(row.id, word)).fields;
};

describe('Two addresses', () => {
  const place = {
    address_line1: 'Straße der Einheit 7',
    address_line2: 'Tor 3',
    city: 'München',
    state: null,
    pincode: '80331',
    country: 'Germany',
  };

  it('are the same place whatever their case, space and punctuation', () => {
    const spelled = {
      ...place,
      address_line1: 'STRASSE DER EINHEIT  7',
      address_line2: 'Tor-3.',
      city: ' münchen',
      state: '',
    };

    expect(sameContent(place, spelled)).to.equal(true);
  });

  it('are two places when one letter or digit differs, or stands in another line', () => {
    for (const other of [
      { address_line1: 'Straße der Einheit 77' },
      { pincode: '80332' },
      { country: 'Austria' },
    ]) {
      expect(sameContent(place, { ...place, ...other })).to.equal(false);
    }
    expect(
      sameContent(place, { ...place, address_line1: 'Straße der Einheit 7 Tor 3', address_line2: null }),
    ).to.equal(false);
  });

  it('of the captured shop are told apart, and an order’s copy is recognised', async () => {
    const [head, store, site] = await Promise.all(
      ['Zentrale', 'Lager', 'Baustelle'].map((name) =>
        fieldsOf(entityOf(`customer.customer-address.created/unicode-company.${name}.json`)),
      ),
    );
    const order = await fieldsOf(entityOf('order.placed/order.json').billing_address);

    expect(sameContent(head ?? {}, order)).to.equal(true);
    expect(sameContent(store ?? {}, order)).to.equal(false);
    expect(sameContent(site ?? {}, order)).to.equal(false);
    expect(sameContent(head ?? {}, store ?? {})).to.equal(false);
  });
});
