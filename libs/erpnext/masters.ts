/** Documents that ours refer to by name; `isthmus setup` makes them. */
export const leadSource = 'Medusa';
export const customerGroup = 'Ecommerce Customer';
export const salesPerson = 'Website Sales';

/** Why a Quotation was lost. */
export const lostReasons = {
  rejectedByCustomer: 'Rejected by customer in Medusa',
  rejectedByMerchant: 'Rejected by merchant in Medusa',
  withdrawn: 'Withdrawn in Medusa',
} as const;
