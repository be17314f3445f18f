import { expect } from 'chai';
import type { Env } from '#libs/config/read-config.js';
import type { QuotationEvent } from '#schemas/generated/quotation-event.js';
import type { Document } from './document-rows.js';
import { siteForEachTest } from './site-for-each-test.js';

/** Called in a describe: before each of its tests ERPNext has what the shop sells, and nobody has ordered yet. */
export const quotationsOnSite = () => {
  const its = siteForEachTest((site) => site.resetToShop());
  const handle = (event: QuotationEvent, by = its.member()) => by.orders.handle(event);
  const documents = (doctype: string): Document[] => its.site().sandbox.documents(doctype);
  return {
    ...its,
    handle,
    /** A site where these events have been handled already. */
    afterEvents: async (...events: QuotationEvent[]) => {
      for (const event of events) await handle(event);
    },
    memberWith: (env: Env) => its.replaceMember({ env }),
    documents,
    /** The only document of its kind. */
    the: (doctype: string): Document => {
      expect(documents(doctype)).to.have.length(1);
      return documents(doctype)[0] as Document;
    },
    comments: () => documents('Comment').map(({ content }) => String(content)),
  };
};
