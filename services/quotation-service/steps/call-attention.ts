import type { ErpNextClient } from '#libs/erpnext/erpnext-client.js';
import type { Attention, AttentionReason } from './step.js';

const sentences: Readonly<Record<AttentionReason, string>> = {
  TOTALS_DIFFER:
    'The total is not the one of the shop, so this stays a draft. Compare the lines, mend the prices, submit it.',
  CHANGED_BY_PERSON:
    'The order was changed in the shop after somebody had changed this draft. Take over what is new by hand.',
  CANCELLED_BY_PERSON:
    'Somebody cancelled this, but the order lives in the shop. Amend it, or cancel the order there.',
  CHANGED_AFTER_SUBMISSION:
    'The order was changed in the shop in a way that cannot be carried over. Amend this by hand.',
  REJECTED_AFTER_ORDER:
    'The quote was rejected in the shop after it had become an order. Cancel this, or settle it with the customer.',
  CANCEL_REFUSED:
    'The order was cancelled in the shop, but this cannot be cancelled. Cancel what depends on it first.',
};

/** Tells the people of the site once that a document is theirs now: a comment below it. */
export class CallAttention {
  constructor(private readonly erpnext: ErpNextClient) {}

  /** @param comments what ERPNext keeps of them on the document itself: the start of each, as JSON. */
  async call(
    { reason, doctype, name, words }: Attention,
    { version, comments, user }: { version: number; comments: string; user: string },
  ): Promise<void> {
    // ERPNext keeps about a hundred characters: what tells one comment from another comes first.
    const mark = `Isthmus ${reason} (${new Date(version).toISOString()})`;
    if (comments.includes(mark)) return;
    await this.erpnext.call('frappe.desk.form.utils.add_comment', {
      reference_doctype: doctype,
      reference_name: name,
      content: [`${mark}: ${sentences[reason]}`, ...(words === undefined ? [] : [words])].join(' '),
      comment_email: user,
      comment_by: 'Isthmus',
    });
  }
}
