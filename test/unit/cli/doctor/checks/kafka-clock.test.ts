import { expect } from 'chai';
import { clockFindings } from '../../../../../cli/doctor/checks/kafka-clock.js';
import { record } from '../../../../support/record.js';

const now = Date.UTC(2026, 10, 25, 13);
const appended = (secondsFromNow: number, happened = secondsFromNow) =>
  record({
    timestampMs: now + secondsFromNow * 1000,
    headers: { ce_time: new Date(now + happened * 1000).toISOString() },
  });

describe('The clock of Kafka', () => {
  it('agrees, as far as records of the past can tell', () => {
    expect(clockFindings([appended(-4000), appended(-1, -2)], now).map(({ level }) => level)).to.deep.equal([
      'fine',
    ]);
  });

  it('is ahead when a record is from the future', () => {
    const [finding] = clockFindings([appended(120)], now);

    expect(finding?.what).to.equal("the broker's clock is 120 s ahead of this one");
    expect(finding?.mend).to.match(/timedatectl set-ntp true/);
  });

  it("is behind, or the shop's ahead, when a record was there before it happened", () => {
    const [finding] = clockFindings([appended(-500, -100)], now);

    expect(finding?.what).to.match(/^a record was appended 400 s before the shop says that it happened/);
  });
});
