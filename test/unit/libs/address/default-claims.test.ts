import { expect } from 'chai';
import type { AddressDocument } from '#libs/address/address-document.js';
import type { AddressWord } from '#libs/address/address-word.js';
import { claimsOf, settleClaims } from '#libs/address/default-claims.js';

const at = (minutes: number) => Date.UTC(2026, 10, 23, 16, minutes);

const held = (
  version: number | undefined,
  word: AddressWord | undefined,
  flags: Partial<AddressDocument> = { is_primary_address: 1 },
): AddressDocument => ({
  name: 'Another-Billing',
  modified: '',
  ...(version === undefined ? {} : { medusa_updated_at: new Date(version).toISOString() }),
  ...(word === undefined ? {} : { medusa_snapshot: JSON.stringify(word) }),
  ...flags,
});

describe('Which address is the default', () => {
  const billing = { customerId: 'cus_1', isDefaultBilling: true };
  const both = { city: 'Ulm', is_primary_address: 1, is_shipping_address: 1 };
  const claimant = (version: number | undefined) => ({
    claims: claimsOf(both),
    version,
    customerId: 'cus_1',
  });

  it('is the one of which the shop spoke last', () => {
    const others = [held(at(2), billing)];

    for (const older of [at(1), undefined]) {
      expect(settleClaims(both, claimant(older), others)).to.deep.equal({
        city: 'Ulm',
        is_shipping_address: 1,
      });
    }
    expect(settleClaims(both, claimant(at(3)), others)).to.deep.equal(both);
  });

  it('is one again that another was meanwhile', () => {
    const claims = claimsOf({ is_primary_address: 1 });
    const again = { claims, version: at(3), customerId: 'cus_1' };

    expect(settleClaims({}, again, [held(at(2), billing)])).to.deep.equal({ is_primary_address: 1 });
  });

  it('is one again when another that was it meanwhile has given it up', () => {
    const again = { claims: claimsOf({ is_primary_address: 1 }), version: at(4), customerId: 'cus_1' };
    const givenUp = held(at(3), { ...billing, isDefaultBilling: false }, { is_primary_address: 0 });

    for (const others of [[givenUp], []])
      expect(settleClaims({}, again, others)).to.deep.equal({ is_primary_address: 1 });
  });

  it('is for a person to say, where the shop does not', () => {
    const again = { ...claimant(at(3)), claims: claimsOf({ is_primary_address: 1 }) };

    for (const theirs of [held(undefined, undefined), held(at(2), { customerId: 'cus_1' })]) {
      expect(settleClaims({}, again, [theirs])).to.deep.equal({});
    }
  });

  it('is another for each buyer of a Customer', () => {
    const others = [held(at(4), { ...billing, customerId: 'cus_2' })];

    expect(settleClaims(both, claimant(at(3)), others)).to.deep.equal(both);
  });
});
