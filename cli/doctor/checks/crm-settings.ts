import type { ErpNextClient } from '#libs/erpnext/erpnext-client.js';
import { fine, warning, type Check, type Finding } from '../finding.js';

/** Settings that decide what a Lead drags along. */
export const crmSettingsCheck = (admin: ErpNextClient): Check => ({
  name: 'CRM Settings',
  async run() {
    const settings = await admin.get('CRM Settings', 'CRM Settings');
    const contacts: Finding =
      settings['auto_creation_of_contact'] === 1
        ? fine('a Contact is made with each Lead: twice the time of an insert, and a look at Gravatar')
        : fine(
            'no Contact is made with a Lead: half the time of an insert; a further buyer gets one when linked',
          );
    if (settings['allow_lead_duplication_based_on_emails'] !== 1) return [contacts];
    return [
      contacts,
      warning(
        'two Leads may have the same e-mail: which of them is the customer of the shop, the look-up by e-mail can not tell',
        'ERPNext › CRM Settings: untick "Allow Lead Duplication based on Emails".',
      ),
    ];
  },
});
