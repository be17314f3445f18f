import { rowsOf, type Document } from '../engine/document.js';
import { update } from '../engine/save.js';
import type { Transaction } from '../engine/transaction.js';
import { linkedTo, linksWith } from './dynamic-link.js';

/** What belongs to a Lead also belongs to the Customer made from it. */
export function shareContacts(from: Document, to: Document, tx: Transaction): void {
  for (const doctype of ['Contact', 'Address'] as const) {
    for (const document of linkedTo(tx, doctype, from)) {
      update(tx, doctype, document.name, { links: linksWith(document, to) }, { ignorePermissions: true });
    }
  }
}

/** A Contact or Address that belonged to the deleted party alone goes with it. */
export function deletePartyContacts(party: Document, tx: Transaction): void {
  for (const doctype of ['Contact', 'Address'] as const) {
    for (const document of linkedTo(tx, doctype, party)) {
      if (rowsOf(document, 'links').length === 1) tx.remove(doctype, document.name);
    }
  }
}
