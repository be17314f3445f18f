import { expect } from 'chai';
import { KafkaUnavailable } from '#libs/messaging/errors.js';
import { explain } from '../../../../cli/terminal/explain.js';
import { Refusal } from '../../../../cli/terminal/refusal.js';

describe('explain', () => {
  it('says of a known failure what mends it', () => {
    expect(explain(new KafkaUnavailable('Kafka did not answer in time'))).to.equal(
      'KAFKA_UNAVAILABLE: Kafka did not answer in time\nBring Kafka back; the service goes on by itself.',
    );
  });

  it('shows a stack only of what nobody foresaw', () => {
    expect(explain(new Refusal('Nothing was changed.'))).to.equal('Nothing was changed.');
    expect(explain(new TypeError('x'))).to.match(/TypeError: x\n\s+at /);
  });
});
