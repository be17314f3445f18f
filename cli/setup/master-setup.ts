import type { Fields } from '#libs/erpnext/erpnext-client.js';
import { customerGroup, leadSource, lostReasons, salesPerson } from '#libs/erpnext/masters.js';
import type { SetupOptions } from './custom-field-setup.js';
import { orFailed, type Finding } from './finding.js';
import type { SetupClient } from './setup-client.js';

interface Master {
  readonly doctype: string;
  readonly name: string;
  readonly nameField: string;
  /** The field that links to the node above, in a DocType that is a tree. */
  readonly parentField?: string;
  /** What it must say to be of use. */
  readonly needs: Readonly<Record<string, 0 | 1>>;
}

const masters: readonly Master[] = [
  { doctype: 'Lead Source', name: leadSource, nameField: 'source_name', needs: {} },
  {
    doctype: 'Customer Group',
    name: customerGroup,
    nameField: 'customer_group_name',
    parentField: 'parent_customer_group',
    needs: { is_group: 0 },
  },
  {
    doctype: 'Sales Person',
    name: salesPerson,
    nameField: 'sales_person_name',
    parentField: 'parent_sales_person',
    needs: { is_group: 0, enabled: 1 },
  },
  ...Object.values(lostReasons).map((name) => ({
    doctype: 'Quotation Lost Reason',
    name,
    nameField: 'order_lost_reason',
    needs: {},
  })),
];

/** Makes the documents that ours refer to. One that exists belongs to the people of the site and is left as it is. */
export const setUpMasters = async (erpnext: SetupClient, { dryRun }: SetupOptions): Promise<Finding[]> => {
  const one = async (master: Master): Promise<Finding> => {
    const { doctype, name, needs } = master;
    const thing = { kind: doctype, name };
    const [there] = await erpnext.list<Record<string, unknown>>(doctype, {
      fields: ['name', ...Object.keys(needs)],
      filters: [['name', '=', name]],
    });
    if (!there) {
      const definition = await definitionOf(erpnext, master);
      if (!dryRun) await erpnext.insert(doctype, definition);
      return { ...thing, state: dryRun ? 'would be made' : 'made' };
    }
    const wrong = Object.entries(needs).filter(([field, value]) => Number(there[field]) !== value);
    if (wrong.length === 0) return { ...thing, state: 'already there' };
    const detail = wrong.map(([field, value]) => `set ${field} to ${value} in ERPNext`).join(', ');
    return { ...thing, state: 'differs', detail };
  };

  const findings: Finding[] = [];
  for (const master of masters) {
    findings.push(await orFailed({ kind: master.doctype, name: master.name }, () => one(master)));
  }
  return findings;
};

const definitionOf = async (
  erpnext: SetupClient,
  { doctype, name, nameField, parentField, needs }: Master,
): Promise<Fields> => {
  if (!parentField) return { [nameField]: name, ...needs };
  // The root has a name in the language of the site.
  const [root] = await erpnext.list<{ name: string }>(doctype, {
    fields: ['name'],
    filters: [
      [parentField, '=', ''],
      ['is_group', '=', 1],
    ],
    limit: 1,
  });
  if (!root) throw new Error(`${doctype} has no root; finish the setup wizard of ERPNext first`);
  return { [nameField]: name, [parentField]: root.name, ...needs };
};
