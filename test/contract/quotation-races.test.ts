import { expect } from 'chai';
import type { Outcome } from '#libs/messaging/message.js';
import type { QuotationEvent } from '#schemas/generated/quotation-event.js';
import { approved, canceled, draft, withQuote } from '../support/quotation-stages.js';
import { quotationsOnSite } from '../support/quotations-on-site.js';
import { untilDone } from '../support/until-done.js';
import { beforeEachCall } from '../support/watched-calls.js';

describe('A quotation of the shop in ERPNext', () => {
  const { site, startAgain, handle } = quotationsOnSite();

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
        let step = 1;
        for (; ; step += 1) {
          await startAgain();
          const [slow, fast] = [site().member(), site().member()];
          const told: Outcome[] = [];
          const calls = beforeEachCall(slow.erpnext, async (n) => {
            if (n !== step) return;
            for (const event of rest) told.push(...(await untilDone(() => handle(event, fast))));
          });

          told.push(...(await untilDone(() => handle(late, slow))));
          if (calls() < step) break;

          expect(contradictions(told), `before call ${step}`).to.deep.equal([]);
        }
        expect(step).to.be.greaterThan(10);
      });
  });
});
