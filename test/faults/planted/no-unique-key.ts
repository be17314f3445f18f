import type { ErpNextSandbox } from '../../../sandbox/erpnext/erpnext-sandbox.js';

/** Takes from ERPNext what keeps our ids unique, and its own check of e-mail addresses, as an administrator can. */
export const dropUniqueKeys = async (sandbox: ErpNextSandbox): Promise<void> => {
  const put = async (path: string, fields: object) => {
    const answer = await fetch(`${sandbox.url}/api/resource/${path}`, {
      method: 'PUT',
      headers: { authorization: 'token admin:admin', 'content-type': 'application/json' },
      body: JSON.stringify(fields),
    });
    if (!answer.ok) throw new Error(`PUT ${path}: ${answer.status} ${await answer.text()}`);
  };
  await put('CRM Settings/CRM Settings', { allow_lead_duplication_based_on_emails: 1 });
  for (const { name, unique } of sandbox.documents('Custom Field'))
    if (unique === 1) await put(`Custom Field/${encodeURIComponent(String(name))}`, { unique: 0 });
};
