import type { ErpNextClient } from '#libs/erpnext/erpnext-client.js';
import { fine, warning, wrong, type Check, type Finding } from '../finding.js';
import { ourDoctypes } from './our-doctypes.js';

/** Workflows and scripts that stand between Isthmus and its documents. */
export const siteAutomationCheck = (admin: ErpNextClient): Check => ({
  name: 'Workflows and scripts',
  async run() {
    const findings = [...(await workflows(admin)), ...(await serverScripts(admin))];
    return findings.length > 0 ? findings : [fine('no Workflow and no Server Script is on our DocTypes')];
  },
});

const workflows = async (admin: ErpNextClient): Promise<Finding[]> => {
  const rows = await admin.list<{ name: string; document_type: string }>('Workflow', {
    fields: ['name', 'document_type'],
    filters: [
      ['document_type', 'in', [...ourDoctypes]],
      ['is_active', '=', 1],
    ],
  });
  return rows.map(({ name, document_type }) =>
    wrong(
      `Workflow "${name}" is active on ${document_type}: Isthmus submits and cancels by docstatus, which it forbids`,
      `ERPNext › Workflow › ${name}: untick Is Active. Or set SUBMIT_SALES_ORDER=false and let people submit.`,
    ),
  );
};

const serverScripts = async (admin: ErpNextClient): Promise<Finding[]> => {
  const rows = await admin.list<{ name: string; reference_doctype: string }>('Server Script', {
    fields: ['name', 'reference_doctype'],
    filters: [
      ['script_type', '=', 'DocType Event'],
      ['reference_doctype', 'in', [...ourDoctypes]],
      ['disabled', '=', 0],
    ],
  });
  return rows.map(({ name, reference_doctype }) =>
    warning(
      `Server Script "${name}" runs on each save of a ${reference_doctype}; where server scripts are off, each save is refused with 403`,
      `ERPNext › Server Script › ${name}: read whether it may meet what Isthmus writes, or tick Disabled.`,
    ),
  );
};
