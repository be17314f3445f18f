import type { Fields } from '#libs/erpnext/erpnext-client.js';
import { customerGroup, leadSource, lostReasons, salesPerson } from '#libs/erpnext/masters.js';
import type { SetupOptions } from './custom-field-setup.js';
import { setUpDocuments, type WantedDocument } from './document-setup.js';
import type { Finding } from './finding.js';
import type { SetupClient } from './setup-client.js';

interface Leaf {
  readonly doctype: string;
  readonly name: string;
  readonly nameField: string;
  /** The field that links to the node above. */
  readonly parentField: string;
  readonly needs: Readonly<Record<string, 0 | 1>>;
}

/** Of a DocType that is a tree: a leaf right under its root. */
const leaf = ({ doctype, name, nameField, parentField, needs }: Leaf): WantedDocument => ({
  doctype,
  name,
  needs,
  definition: async (erpnext): Promise<Fields> => ({
    [nameField]: name,
    [parentField]: await rootOf(erpnext, doctype, parentField),
    ...needs,
  }),
});

/** Its name is in the language of the site. */
export const rootOf = async (erpnext: SetupClient, doctype: string, parentField: string): Promise<string> => {
  const [root] = await erpnext.list<{ name: string }>(doctype, {
    fields: ['name'],
    filters: [
      [parentField, '=', ''],
      ['is_group', '=', 1],
    ],
    limit: 1,
  });
  if (!root) throw new Error(`${doctype} has no root; finish the setup wizard of ERPNext first`);
  return root.name;
};

const masters: readonly WantedDocument[] = [
  {
    doctype: 'Lead Source',
    name: leadSource,
    needs: {},
    definition: () => ({ source_name: leadSource }),
  },
  leaf({
    doctype: 'Customer Group',
    name: customerGroup,
    nameField: 'customer_group_name',
    parentField: 'parent_customer_group',
    needs: { is_group: 0 },
  }),
  leaf({
    doctype: 'Sales Person',
    name: salesPerson,
    nameField: 'sales_person_name',
    parentField: 'parent_sales_person',
    needs: { is_group: 0, enabled: 1 },
  }),
  ...Object.values(lostReasons).map((name) => ({
    doctype: 'Quotation Lost Reason',
    name,
    needs: {},
    definition: () => ({ order_lost_reason: name }),
  })),
];

/** The documents that ours refer to. */
export const setUpMasters = (erpnext: SetupClient, options: SetupOptions): Promise<Finding[]> =>
  setUpDocuments(erpnext, masters, options);
