import { asDocument } from './client-scripts/client-script.js';
import { amendScripts } from './client-scripts/empty-key-on-amend.js';
import { linkMedusaLead } from './client-scripts/link-medusa-lead.js';
import type { SetupOptions } from './custom-field-setup.js';
import { setUpDocuments } from './document-setup.js';
import type { Finding } from './finding.js';
import type { SetupClient } from './setup-client.js';

const scripts = [...amendScripts, linkMedusaLead];

/** What of Isthmus runs in Desk. */
export const setUpClientScripts = (erpnext: SetupClient, options: SetupOptions): Promise<Finding[]> =>
  setUpDocuments(erpnext, scripts.map(asDocument), options);
