import type { ErpNextClient } from '#libs/erpnext/erpnext-client.js';
import { fine, wrong, type Check } from '../finding.js';
import { ourDoctypes } from './our-doctypes.js';

/** What each document of ours says in any case, so that nobody is harmed when it must be said. */
const alwaysSaid: Readonly<Record<string, readonly string[]>> = {
  Lead: ['status', 'source', 'lead_name', 'lead_owner', 'company', 'country', 'language'],
  Customer: ['customer_name', 'customer_type', 'customer_group', 'territory'],
  Address: ['address_title', 'address_type', 'address_line1', 'city', 'country'],
  Quotation: ['party_name', 'company', 'currency', 'transaction_date', 'valid_till', 'order_type', 'items'],
  'Sales Order': [
    'customer',
    'company',
    'currency',
    'transaction_date',
    'delivery_date',
    'order_type',
    'items',
  ],
};

interface Demand {
  readonly doctype: string;
  readonly field: string;
}

/** Fields that the people of a site made mandatory: a customer who says nothing there is refused. */
export const mandatoryFieldsCheck = (admin: ErpNextClient): Check => ({
  name: 'Mandatory fields',
  async run() {
    const demands = [...(await setMandatory(admin)), ...(await addedMandatory(admin))].filter(
      ({ doctype, field }) => !alwaysSaid[doctype]?.includes(field),
    );
    if (demands.length === 0) return [fine('nothing is demanded that the shop may not have')];
    return demands.map(({ doctype, field }) =>
      wrong(
        `${doctype}.${field} was made mandatory: each ${doctype} of a customer without it is refused`,
        `ERPNext › Customize Form › ${doctype} › ${field}: untick Mandatory. Or have the shop demand it.`,
      ),
    );
  },
});

const setMandatory = async (admin: ErpNextClient): Promise<Demand[]> => {
  const rows = await admin.list<{ doc_type: string; field_name: string }>('Property Setter', {
    fields: ['doc_type', 'field_name'],
    filters: [
      ['doc_type', 'in', [...ourDoctypes]],
      ['property', '=', 'reqd'],
      ['value', '=', '1'],
    ],
  });
  return rows.map(({ doc_type, field_name }) => ({ doctype: doc_type, field: field_name }));
};

const addedMandatory = async (admin: ErpNextClient): Promise<Demand[]> => {
  const rows = await admin.list<{ dt: string; fieldname: string; default?: string | null }>('Custom Field', {
    fields: ['dt', 'fieldname', 'default'],
    filters: [
      ['dt', 'in', [...ourDoctypes]],
      ['reqd', '=', 1],
    ],
  });
  return rows.filter((row) => !row.default).map(({ dt, fieldname }) => ({ doctype: dt, field: fieldname }));
};
