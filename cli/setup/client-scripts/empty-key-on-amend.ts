import type { ClientScript } from './client-script.js';

/**
 * "Amend" in Desk copies every field, `no_copy` or not. The cancelled document keeps its `medusa_key` for ever and the
 * key is unique, so without this nobody could save an amendment.
 */
const emptyKeyOnAmend = (doctype: string): ClientScript => ({
  name: `Isthmus: amend ${doctype}`,
  doctype,
  script: `// Made by isthmus setup: an amended document must not carry the key of the one it replaces.
frappe.ui.form.on('${doctype}', {
  refresh(frm) {
    if (frm.is_new() && frm.doc.amended_from && frm.doc.medusa_key) {
      frm.set_value('medusa_key', '');
    }
  },
});
`,
});

export const amendScripts: readonly ClientScript[] = ['Quotation', 'Sales Order'].map(emptyKeyOnAmend);
