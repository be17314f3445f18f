// Generated from erp-document.avsc by `npm run generate`. Do not edit.

/** A document in ERPNext. */
export interface ErpDocument {
  /** Its DocType: `Lead`, `Customer`, `Quotation`, … */
  readonly doctype: string;
  /** Its name, which is its id: `CRM-LEAD-2026-00001`. */
  readonly name: string;
}
