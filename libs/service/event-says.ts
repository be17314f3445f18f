import type { SaidState, Says } from '#libs/messaging/says.js';
import type { AddressEvent } from '#schemas/generated/address-event.js';
import type { CustomerEvent } from '#schemas/generated/customer-event.js';
import type { QuotationEvent } from '#schemas/generated/quotation-event.js';

const state = (of: string, version: number | null): SaidState[] =>
  version === null ? [] : [{ of, version }];

/** A row that is gone says nothing of its content, so it stands for no record that has a body. */
export const customerSays = ({ customerId, customer, whole, stage, version }: CustomerEvent): Says => ({
  states:
    whole && customer !== null
      ? [
          ...state(`customer ${customerId}`, version),
          // Not sent with every customer: one without says nothing of the country that is taken from them.
          ...(customer.addresses === null ? [] : state(`addresses of ${customerId}`, version)),
        ]
      : [],
  replaceable: whole && version !== null && stage === 'SAVED',
});

export const addressSays = ({ addressId, address, whole, stage, version }: AddressEvent): Says => ({
  states: whole && address !== null ? state(`address ${addressId}`, version) : [],
  replaceable: whole && version !== null && stage === 'SAVED',
});

/** Stages that are a state only; all others are a step, and the steps of an order are taken one after the other. */
const undecided = ['DRAFT', 'REQUESTED', 'OFFERED'];

export const quotationSays = ({ orderId, order, quote, whole }: QuotationEvent): Says => ({
  states: whole
    ? [
        // A later stage is no newer state of an earlier one: an order placed does not tell that it was a draft.
        ...(order === null ? [] : state(`order ${orderId} ${order.stage}`, order.version)),
        ...(quote === null ? [] : state(`quote ${quote.id} ${quote.stage}`, quote.version)),
      ]
    : [],
  replaceable:
    whole &&
    [order, quote].every(
      (part) => part === null || (part.version !== null && undecided.includes(part.stage)),
    ),
});
