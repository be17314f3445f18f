import type { WantedDocument } from '../document-setup.js';

/** JavaScript that ERPNext runs in the browser of whoever opens a form of the DocType. */
export interface ClientScript {
  readonly name: string;
  readonly doctype: string;
  readonly script: string;
}

/** As setup makes it. One that was changed on the site is never written over: it runs in other people's browsers. */
export const asDocument = ({ name, doctype, script }: ClientScript): WantedDocument => ({
  doctype: 'Client Script',
  name,
  needs: { dt: doctype, view: 'Form', enabled: 1, script },
  mend: 'it is disabled or not the one of this version: enable it, or delete it in ERPNext and run setup again',
  definition: () => ({ name, dt: doctype, view: 'Form', enabled: 1, script }),
});
