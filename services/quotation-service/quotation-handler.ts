import type { MessageHandler, Outcome } from '#libs/messaging/message.js';
import type { QuotationEvent } from '#schemas/generated/quotation-event.js';
import type { DateRules } from './content/order-fields.js';
import { factsOf, isToTell, saidVersion, stageOf } from './facts.js';
import type { CallAttention } from './steps/call-attention.js';
import { askedOf, situationOf, type Case } from './steps/case.js';
import { LeftToPeople } from './steps/left-to-people.js';
import { missingSteps, type OrderRules } from './steps/missing-steps.js';
import type { OpenCase } from './steps/open-case.js';
import type { Attention } from './steps/step.js';
import type { TakeStep } from './steps/take-step.js';

export interface QuotationHandlerOptions {
  readonly cases: Pick<OpenCase, 'open'>;
  readonly steps: Pick<TakeStep, 'take'>;
  readonly attention: Pick<CallAttention, 'call'>;
  readonly rules: OrderRules;
  readonly dates: DateRules;
  readonly onSuperseded: () => void;
}

/** More steps than any order needs: a plan that never ends is a mistake of ours. */
const mostSteps = 20;

/** A quotation in the shop is a Quotation in ERPNext; approved, its Lead is a Customer and the order a Sales Order. */
export class QuotationHandler implements MessageHandler<QuotationEvent> {
  constructor(private readonly options: QuotationHandlerOptions) {}

  async handle(event: QuotationEvent): Promise<readonly Outcome[]> {
    const opened = await this.options.cases.open(event);
    const stageBefore = stageOf(opened.standing);
    if (askedOf(opened).superseded) {
      this.options.onSuperseded();
      return isToTell(opened, opened.standing) ? factsOf(opened, { stageBefore, attention: undefined }) : [];
    }
    const { work, attention } = await this.settle(opened);
    if (attention !== undefined) await this.call(attention, work);
    const isTold = attention !== undefined || isToTell(opened, work.standing);
    return isTold ? factsOf(work, { stageBefore, attention }) : [];
  }

  /** Takes the first missing step until none is missing: each may change what comes after it. */
  private async settle(opened: Case): Promise<{ work: Case; attention: Attention | undefined }> {
    const { steps, rules, dates } = this.options;
    let work = opened;
    for (let taken = 0; taken < mostSteps; taken += 1) {
      const plan = missingSteps(situationOf(work, dates), rules);
      const [step] = plan.steps;
      if (step === undefined) return { work, attention: plan.attention };
      try {
        work = await steps.take(step, work);
      } catch (error) {
        if (!(error instanceof LeftToPeople)) throw error;
        return { work: error.work ?? work, attention: error.attention };
      }
    }
    throw new Error(`The steps for ${opened.event.orderId} do not come to an end.`);
  }

  private async call(attention: Attention, work: Case): Promise<void> {
    const { doctype, name } = attention;
    const document = work.standing[doctype].find((each) => each.name === name);
    await this.options.attention.call(attention, {
      version: saidVersion(work),
      comments: document?._comments ?? '',
      user: work.user,
    });
  }
}
