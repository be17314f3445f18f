import { expect } from 'chai';
import { conversionOnSite } from '../support/conversion-on-site.js';
import { customerEvent } from '../support/customer-events.js';
import { at } from '../support/customers-on-site.js';
import { untilDone } from '../support/until-done.js';
import { killed, onlyKilled } from '../support/watched-calls.js';

describe('A Lead that becomes a Customer', () => {
  const { member, replaceMember, atEveryCall, party, convert, customers, register } = conversionOnSite();

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

    for (const [what, before, isCutOff, next] of [
      ['change by which the other had it', customerEvent(other), movesIn, movesOn],
      ['other’s deletion', moved(String(email), 0), leaves, leaves],
    ] as const)
      it(`is made, wherever the ${what} was cut off`, async () => {
        const calls = await atEveryCall({
          given: async () => {
            await member().leads.handle(before);
            await member().conversion.convert(await party('cus_2'));
          },
          work: async () => {
            await member().leads.handle(isCutOff).catch(onlyKilled);
            replaceMember();
          },
          happens: killed,
          then: async (when) => {
            // While the other's Lead has it, Ada waits until it is given up.
            await register().catch(async () => {
              await untilDone(() => member().leads.handle(next));
              await register();
            });
            await untilDone(() => convert());

            expect(customers(), when).to.have.length(2);
          },
        });

        expect(calls).to.be.greaterThan(5);
      });
  });
});
