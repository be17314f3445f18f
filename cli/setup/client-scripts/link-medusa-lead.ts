import type { ClientScript } from './client-script.js';

/**
 * The button on a Customer that links it with a person of the shop: the checks and the writes of `isthmus link`
 * (libs/party), with the rights of whoever clicks. What takes many writes, the Lead's Addresses and its status, is left
 * to the services, who finish it at that person's next event, or to `isthmus link --repair`.
 */
export const linkMedusaLead: ClientScript = {
  name: 'Isthmus: Link Medusa Lead',
  doctype: 'Customer',
  script: `// Made by isthmus setup: links this Customer with a person of the shop, with your own rights.
// In a function of its own, because Desk joins all scripts of a form.
(() => {
  const refuse = (text) => frappe.throw(__(text));
  const written = (doctype, name, fieldname) =>
    frappe.call({ method: 'frappe.client.set_value', args: { doctype, name, fieldname } });

  const leadOf = async (name) => {
    const fields = ['medusa_id', 'medusa_guest_id', 'medusa_updated_at', 'medusa_snapshot'];
    const columns = [...fields, 'medusa_deleted', 'medusa_accepts_terms'];
    const { message } = await frappe.db.get_value('Lead', name, columns);
    if (!message || !message.medusa_id) refuse('This Lead has no Medusa ID: it stands for nobody of the shop.');
    return { ...message, name };
  };

  const refuseOthers = async (lead, customer) => {
    const ids = [lead.medusa_id, lead.medusa_guest_id].filter(Boolean);
    const [other] = await frappe.db.get_list('Customer', {
      fields: ['name'],
      filters: [['name', '!=', customer]],
      or_filters: [
        ['medusa_id', 'in', ids],
        ['medusa_guest_id', 'in', ids],
        ['medusa_lead', '=', lead.name],
        ['lead_name', '=', lead.name],
      ],
      limit: 1,
    });
    if (other) refuse('This person is Customer ' + other.name + ' already.');
    const [buyer] = await frappe.db.get_list('Contact', {
      fields: ['name', 'links.link_name'],
      filters: [
        ['medusa_id', '=', lead.medusa_id],
        ['Dynamic Link', 'link_doctype', '=', 'Customer'],
        ['Dynamic Link', 'link_name', '!=', customer],
      ],
      limit: 1,
    });
    if (buyer) refuse('This person is a buyer of Customer ' + buyer.link_name + ' already.');
  };

  const becomeCustomer = async (lead, { name, lead_name }) => {
    if (lead_name && lead_name !== lead.name) refuse('This Customer was made from Lead ' + lead_name + '.');
    await written('Customer', name, {
      medusa_id: lead.medusa_id,
      medusa_guest_id: lead.medusa_guest_id || null,
      medusa_lead: lead.name,
      lead_name: lead.name,
      medusa_updated_at: lead.medusa_updated_at || null,
      medusa_snapshot: lead.medusa_snapshot || null,
      medusa_deleted: lead.medusa_deleted || 0,
      medusa_accepts_terms: lead.medusa_accepts_terms || 0,
    });
  };

  const becomeBuyer = async (lead, customer) => {
    const [found] = await frappe.db.get_list('Contact', {
      fields: ['name'],
      filters: [
        ['Dynamic Link', 'link_doctype', '=', 'Lead'],
        ['Dynamic Link', 'link_name', '=', lead.name],
      ],
      limit: 1,
    });
    if (!found) refuse('This Lead has no Contact. Use: npx isthmus link ' + lead.medusa_id);
    const contact = await frappe.db.get_doc('Contact', found.name);
    if (contact.medusa_id && contact.medusa_id !== lead.medusa_id) refuse('Its Contact stands for somebody else.');
    contact.links.push({ link_doctype: 'Customer', link_name: customer });
    contact.medusa_id = lead.medusa_id;
    contact.medusa_updated_at = lead.medusa_updated_at || null;
    contact.medusa_snapshot = lead.medusa_snapshot || null;
    contact.medusa_deleted = lead.medusa_deleted || 0;
    await frappe.call({ method: 'frappe.client.save', args: { doc: contact } });
    // Its status tells whoever finishes this that it is not finished.
    await written('Lead', lead.name, { customer });
  };

  const link = async (frm, name) => {
    const lead = await leadOf(name);
    await refuseOthers(lead, frm.doc.name);
    const isAnothers =
      frm.doc.medusa_id && frm.doc.medusa_id !== lead.medusa_id && frm.doc.medusa_id !== lead.medusa_guest_id;
    await (isAnothers ? becomeBuyer(lead, frm.doc.name) : becomeCustomer(lead, frm.doc));
    await frm.reload_doc();
    frappe.show_alert(__('Linked. Its contacts and addresses follow with the next news from the shop.'));
  };

  frappe.ui.form.on('Customer', {
    refresh(frm) {
      if (frm.is_new() || frm.doc.disabled) return;
      frm.add_custom_button(__('Link Medusa Lead'), () =>
        frappe.prompt(
          {
            fieldname: 'lead',
            fieldtype: 'Link',
            options: 'Lead',
            label: __('Lead'),
            reqd: 1,
            get_query: () => ({ filters: { medusa_id: ['is', 'set'], status: ['!=', 'Converted'] } }),
          },
          ({ lead }) => link(frm, lead),
          __('Link Medusa Lead'),
          __('Link'),
        ),
      );
    },
  });
})();
`,
};
