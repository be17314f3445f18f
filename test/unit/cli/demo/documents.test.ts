import { expect } from 'chai';
import type { ErpNextDocument, ListQuery } from '#libs/erpnext/erpnext-client.js';
import { documentsOf } from '../../../../cli/demo/documents.js';

describe('documentsOf', () => {
  const site: Record<string, Record<string, unknown>[]> = {
    Lead: [
      {
        name: 'L1',
        medusa_id: 'cus_2',
        medusa_guest_id: 'cus_1',
        lead_name: 'Ada',
        owner: 'x',
        modified: 'y',
      },
      { name: 'L2', medusa_id: 'cus_9', lead_name: 'Somebody else' },
    ],
    Contact: [
      {
        name: 'C1',
        full_name: 'Ada',
        links: [{ name: 'r1', idx: 1, link_doctype: 'Lead', link_name: 'L1' }],
      },
    ],
    Address: [
      { name: 'A1', medusa_id: 'cuaddr_1', city: 'Ulm', links: [{ link_name: 'L1' }] },
      { name: 'A2', medusa_content_key: 'k', city: 'Kiel', links: [{ link_name: 'L1' }] },
      { name: 'A3', city: 'of a person', links: [{ link_name: 'L1' }] },
    ],
  };
  const erpnext = {
    list: async <Row>(doctype: string, { filters = [] }: ListQuery) => {
      const rows = (site[doctype] ?? []).filter((row) =>
        filters.every((filter) => {
          const [field, operator, wanted] = filter.slice(-3) as [string, string, string | string[]];
          const held =
            field === 'link_name' ? (row['links'] as { link_name: string }[])[0]?.link_name : row[field];
          return operator === 'in' ? wanted.includes(String(held)) : (held ?? '') !== wanted;
        }),
      );
      return rows as Row[];
    },
    get: async (doctype: string, name: string) =>
      (site[doctype] ?? []).find((row) => row['name'] === name) as unknown as ErpNextDocument,
  };

  it('shows each document of the story once, with the Contact of its party, without what ERPNext keeps itself', async () => {
    const documents = await documentsOf(erpnext, new Set(['cus_1', 'cus_2']), ['Lead', 'Contact']);

    expect(documents).to.deep.equal([
      { doctype: 'Lead', name: 'L1', medusa_id: 'cus_2', medusa_guest_id: 'cus_1', lead_name: 'Ada' },
      {
        doctype: 'Contact',
        name: 'C1',
        full_name: 'Ada',
        links: [{ link_doctype: 'Lead', link_name: 'L1' }],
      },
    ]);
  });

  it('shows the addresses of the story, also those that came with an order, and nobody else’s', async () => {
    const documents = await documentsOf(erpnext, new Set(['cus_1', 'cuaddr_1']), ['Lead', 'Address']);

    expect(documents.map(({ name }) => name)).to.deep.equal(['L1', 'A1', 'A2']);
  });
});
