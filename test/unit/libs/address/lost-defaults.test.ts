import { expect } from 'chai';
import type { AddressDocument } from '#libs/address/address-document.js';
import { withoutLostDefaults } from '#libs/address/lost-defaults.js';

const at = (minutes: number) => Date.UTC(2026, 10, 23, 16, minutes);

const held = (
  medusa_id: string,
  version: number | undefined,
  flags: Partial<AddressDocument>,
): AddressDocument => ({
  name: medusa_id,
  modified: '',
  medusa_id,
  ...(version === undefined ? {} : { medusa_updated_at: new Date(version).toISOString() }),
  ...flags,
});

describe('withoutLostDefaults', () => {
  const both = { city: 'Ulm', is_primary_address: 1, is_shipping_address: 1 };
  const claimed = (version: number | undefined) => ({ addressId: 'cuaddr_1', version });
  const primary = { is_primary_address: 1 } as const;

  it('leaves a default with the address that the shop made it later', () => {
    const others = [held('cuaddr_2', at(2), primary)];

    expect(withoutLostDefaults(both, claimed(at(1)), others)).to.deep.equal({
      ...both,
      is_primary_address: 0,
    });
    expect(withoutLostDefaults(both, claimed(undefined), others)).to.deep.equal({
      ...both,
      is_primary_address: 0,
    });
  });

  it('takes it from one that was the default before, that the shop does not know, or that is the same', () => {
    for (const other of [
      held('cuaddr_2', at(1), primary),
      held('', undefined, primary),
      held('cuaddr_1', at(3), primary),
      held('cuaddr_2', at(3), {}),
    ]) {
      expect(withoutLostDefaults(both, claimed(at(2)), [other])).to.deep.equal(both);
    }
  });
});
