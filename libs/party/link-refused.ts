/** Why a Lead and a Customer are not linked, or not taken apart. Stable: scripts look for it. */
export type LinkRefusal =
  | 'NO_SUCH_LEAD'
  | 'NOT_OF_THE_SHOP'
  | 'NO_SUCH_CUSTOMER'
  | 'CUSTOMER_DISABLED'
  | 'ID_ON_ANOTHER_CUSTOMER'
  | 'LEAD_OF_ANOTHER_CUSTOMER'
  | 'CUSTOMER_OF_ANOTHER_LEAD'
  | 'BUYER_OF_ANOTHER_CUSTOMER'
  | 'NOT_LINKED';

/** A person asked for a link that would be wrong; nothing was written. */
export class LinkRefused extends Error {
  constructor(
    readonly reason: LinkRefusal,
    message: string,
    /** The command or the click that mends it. */
    readonly mend: string,
  ) {
    super(message);
    this.name = 'LinkRefused';
  }
}
