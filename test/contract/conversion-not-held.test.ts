import { expect } from 'chai';
import type { CustomerEvent } from '#schemas/generated/customer-event.js';
import { conversionOnSite } from '../support/conversion-on-site.js';
import { customerEvent } from '../support/customer-events.js';
import { at } from '../support/customers-on-site.js';
import { untilDone } from '../support/until-done.js';
import { beforeEachCall, Killed } from '../support/watched-calls.js';

describe('A Lead that becomes a Customer', () => {
  const { member, replaceMember, startAgain, party, convert, customers, register } = conversionOnSite();

  describe('whose e-mail another customer of the shop has given up', () => {
    const other = {
      id: 'cus_2',
      email: 'bob@smith-daughters.example',
      lastName: 'Jones',
      createdAt: at(0),
    };
    const { email } = customerEvent().customer ?? {};
    const moved = (to: string, n: number) => customerEvent({ ...other, email: to, updatedAt: at(n) });
    const movesIn = moved(String(email), 1);
    const movesOn = moved('bob@jones.example', 2);
    const leaves = customerEvent(
      { ...other, email: String(email), updatedAt: at(1), deletedAt: at(1) },
      { type: 'medusa.customer.deleted', stage: 'DELETED' },
    );

    const convertOther = async (before: CustomerEvent) => {
      await startAgain();
      await member().leads.handle(before);
      const known = await party('cus_2');
      await member().conversion.convert(known);
    };
    /** @returns whether it came to its end before that call */
    const isDoneBeforeCall = async (step: number, event: CustomerEvent): Promise<boolean> => {
      const calls = beforeEachCall(member().erpnext, (n) => {
        if (n === step) throw new Killed();
      });
      await member().leads.handle(event).catch(onlyKilled);
      replaceMember();
      return calls() < step;
    };

    it('is made, wherever the change by which the other had it was cut off', async () => {
      for (let step = 1, isDone = false; !isDone; step += 1) {
        await convertOther(customerEvent(other));
        isDone = await isDoneBeforeCall(step, movesIn);

        // While the other's Lead has it, Ada waits until it is given up.
        await register().catch(async () => {
          await untilDone(() => member().leads.handle(movesOn));
          await register();
        });
        await untilDone(() => convert());

        expect(customers(), `cut off before call ${step}`).to.have.length(2);
        expect(step).to.be.lessThan(20);
      }
    });

    it('is made, wherever the other’s deletion was cut off', async () => {
      for (let step = 1, isDone = false; !isDone; step += 1) {
        await convertOther(moved(String(email), 0));
        isDone = await isDoneBeforeCall(step, leaves);

        await register().catch(async () => {
          await untilDone(() => member().leads.handle(leaves));
          await register();
        });
        await untilDone(() => convert());

        expect(customers(), `cut off before call ${step}`).to.have.length(2);
        expect(step).to.be.lessThan(20);
      }
    });
  });
});

const onlyKilled = (error: unknown) => {
  if (!(error instanceof Killed)) throw error;
};
