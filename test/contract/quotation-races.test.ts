import { expect } from 'chai';
import type { Outcome } from '#libs/messaging/message.js';
import type { QuotationEvent } from '#schemas/generated/quotation-event.js';
import { approved, canceled, draft, withQuote } from '../support/quotation-stages.js';
import { quotationsOnSite } from '../support/quotations-on-site.js';
import { untilDone } from '../support/until-done.js';

describe('A quotation of the shop in ERPNext', () => {
  const { site, atEveryCall, handle } = quotationsOnSite();

  describe('of which a member is told that goes on later, when others have done the rest', () => {
    /** What told another stage than an earlier one of the same id. */
    const contradictions = (facts: readonly Outcome[]): string[] => {
      const told = new Map<string, string>();
      return facts.flatMap(({ type, medusaId, version, stageAfter }) => {
        const id = `${type} of ${medusaId} at ${version}`;
        const stage = told.get(id) ?? String(stageAfter);
        told.set(id, stage);
        return stage === String(stageAfter) ? [] : [`${id}: ${stage}, ${String(stageAfter)}`];
      });
    };

    const stories: readonly (readonly [string, QuotationEvent, readonly QuotationEvent[]])[] = [
      ['its creation', draft(), [draft(), withQuote('OFFERED', 1), withQuote('APPROVED', 2)]],
      ['its offer', withQuote('OFFERED', 1), [withQuote('OFFERED', 1), withQuote('APPROVED', 2)]],
      ['its approval', approved(), [approved(), canceled()]],
    ];
    for (const [what, late, rest] of stories)
      it(`${what}, at whatever step: no fact is told in two ways`, async () => {
        const told: Outcome[] = [];
        const calls = await atEveryCall({
          given: () => Promise.resolve(told.splice(0)),
          work: async () => told.push(...(await untilDone(() => handle(late)))),
          happens: async () => {
            const fast = site().member();
            for (const event of rest) told.push(...(await untilDone(() => handle(event, fast))));
          },
          then: (when) => expect(contradictions(told), when).to.deep.equal([]),
        });

        expect(calls).to.be.greaterThan(9);
      });
  });
});
