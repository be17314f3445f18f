/** What Isthmus writes: rules that a site puts on these meet every record. */
export const ourDoctypes = ['Lead', 'Customer', 'Contact', 'Address', 'Quotation', 'Sales Order'] as const;
