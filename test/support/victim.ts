import { expect } from 'chai';
import type { Env } from '#libs/config/read-config.js';
import type { QuotationEvent } from '#schemas/generated/quotation-event.js';
import type { ErpNextSite } from './erpnext-site.js';
import { gone } from './quotation-stages.js';
import { refusalOf } from './refusal-of.js';
import { beforeEachCall, Killed } from './watched-calls.js';

/** A member that is killed before the n-th call it makes for an event. */
export const victimOf = (site: ErpNextSite, env: Env = {}) => {
  const victim = site.member({ env });
  const handle = (event: QuotationEvent) => victim.orders.handle(event);
  let left = Infinity;
  beforeEachCall(victim.erpnext, () => {
    left -= 1;
    if (left < 0) throw new Killed();
  });
  return {
    /** Whether it was killed before it was done. */
    handle: async (event: QuotationEvent, call: number): Promise<boolean> => {
      left = Infinity;
      // The site is looked at once in the life of a service.
      await refusalOf(handle({ ...gone(), orderId: 'order_0' }));
      left = call - 1;
      const refusal = await refusalOf(handle(event));
      if (refusal !== undefined) expect(refusal).to.be.instanceOf(Killed);
      return refusal !== undefined;
    },
  };
};
