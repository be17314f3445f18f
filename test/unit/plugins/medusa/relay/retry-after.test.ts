import { expect } from 'chai';
import { retryAfterMs } from '../../../../../plugins/medusa/src/relay/retry-after.js';

const now = Date.parse('2026-11-23T16:00:00Z');

describe('Retry-After, as the Medusa plugin reads it', () => {
  it('is a number of seconds', () => {
    expect(retryAfterMs('5', now)).to.equal(5_000);
  });

  it('is a date', () => {
    expect(retryAfterMs('Mon, 23 Nov 2026 16:01:00 GMT', now)).to.equal(60_000);
  });

  it('says nothing when it is a date that has passed, or nonsense', () => {
    expect(retryAfterMs('Mon, 23 Nov 2026 15:00:00 GMT', now)).to.equal(0);
    expect(retryAfterMs('soon', now)).to.equal(null);
    expect(retryAfterMs(null, now)).to.equal(null);
  });
});
