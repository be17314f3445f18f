import { CustomerUnknown } from '#libs/address/errors.js';
import { factOf } from '#libs/address/address-document.js';
import { toAddressWord } from '#libs/address/address-word.js';
import type { KeepAddress, KeptAddress, SaidOfAddress } from '#libs/address/keep-address.js';
import type { MessageHandler, Outcome } from '#libs/messaging/message.js';
import type { MetadataKeys } from '#libs/party/customer-word.js';
import type { EnsureParty } from '#libs/party/ensure-party.js';
import { NothingToEnd } from '#libs/party/errors.js';
import type { Party } from '#libs/party/party.js';
import { saidOf } from '#libs/party/said.js';
import type { AddressEvent } from '#schemas/generated/address-event.js';

export interface AddressHandlerOptions {
  readonly addresses: Pick<KeepAddress, 'find' | 'update' | 'make' | 'belongsTo'>;
  readonly parties: Pick<EnsureParty, 'find' | 'ensure'>;
  readonly metadataKeys: MetadataKeys;
  /** How long a deletion waits for the record that makes its document, in ms. */
  readonly nothingToEndWaitMs: number;
  /** How long an address without a customer waits for one, in ms. */
  readonly customerUnknownWaitMs: number;
  readonly onSuperseded: () => void;
}

/** An address that a customer keeps in the shop stands once in ERPNext, with its party, until it is deleted. */
export class AddressHandler implements MessageHandler<AddressEvent> {
  constructor(private readonly options: AddressHandlerOptions) {}

  async handle(event: AddressEvent): Promise<readonly Outcome[]> {
    const { address, superseded, warnings } = await this.keep(event);
    if (superseded) this.options.onSuperseded();
    return [factOf(address, warnings)];
  }

  private async keep(event: AddressEvent): Promise<KeptAddress> {
    const { addresses, nothingToEndWaitMs } = this.options;
    const said = saidBy(event);
    const address = await addresses.find(event.addressId);
    if (address === undefined && event.address === null)
      throw new NothingToEnd(event.addressId, nothingToEndWaitMs);
    if (address === undefined) return addresses.make(said, await this.partyOf(event));

    const kept = await addresses.update(address, said, () => this.partyOf(event));
    // The same record again: the last time may have been cut off before the address found its party.
    if (kept.address === address && !kept.superseded && event.address !== null) {
      await addresses.belongsTo(address, await this.partyOf(event));
    }
    return kept;
  }

  private async partyOf({ addressId, customer, customerId }: AddressEvent): Promise<Party> {
    const { parties, metadataKeys, customerUnknownWaitMs } = this.options;
    if (customer !== null)
      return parties.ensure(saidOf(customer, { whole: false, version: null }, metadataKeys));
    const party = customerId === null ? undefined : await parties.find(customerId);
    if (party === undefined) throw new CustomerUnknown(addressId, customerUnknownWaitMs);
    return party;
  }
}

const saidBy = ({ addressId, address, customerId, stage, whole, version }: AddressEvent): SaidOfAddress => ({
  addressId,
  word: {
    ...(address === null ? {} : toAddressWord(address, whole)),
    ...(customerId === null ? {} : { customerId }),
    ...(whole || stage === 'DELETED' ? { deleted: stage === 'DELETED' } : {}),
  },
  version: whole && version !== null ? version : undefined,
});
