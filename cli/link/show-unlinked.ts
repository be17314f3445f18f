import type { Suggestion } from '#libs/party/suggest-links.js';
import type { UnlinkedCustomer } from '#libs/party/unlinked-customers.js';
import { columns } from '../terminal/columns.js';

export const showUnlinked = (customers: readonly UnlinkedCustomer[]): string =>
  customers.length === 0
    ? 'No Customer of that name is without a person of the shop.'
    : columns(
        [
          ['Customer', 'Name', 'Group', 'Tax id'],
          ...customers.map(({ name, customer_name, customer_group, tax_id }) => [
            name,
            customer_name,
            customer_group ?? '',
            tax_id ?? '',
          ]),
        ],
        { indent: 0 },
      ).join('\n');

/** Each with the command that links it. */
export const showSuggestions = (suggestions: readonly Suggestion[]): string =>
  suggestions.length === 0
    ? 'No Lead of the shop looks like one of these Customers.'
    : suggestions
        .map(({ customer, medusaId, lead, leadName, evidence }) =>
          [
            `${customer}  ~  ${medusaId} (Lead ${lead}, ${leadName})`,
            ...evidence.map(({ kind, value }) => `  same ${kind}: ${value}`),
            `  npx isthmus link ${medusaId} "${customer.replaceAll('"', '\\"')}"`,
          ].join('\n'),
        )
        .join('\n\n');
