import { expect } from 'chai';
import { readOptions } from '../../../../plugins/medusa/src/options.js';
import { b2bStarterQuotes, plainQuotes } from '../../../../plugins/medusa/src/quotes/quote-adapter.js';

const least = { url: 'https://bridge.example/webhooks/medusa', secrets: 'whsec_c2VjcmV0' };

describe('options of the Medusa plugin', () => {
  it('need no more than address and secret', () => {
    expect(readOptions(least)).to.deep.include({
      url: 'https://bridge.example/webhooks/medusa',
      secrets: ['whsec_c2VjcmV0'],
      send: ['customer', 'customer_address', 'order', 'quote'],
      quotes: null,
      relay: 'worker',
    });
  });

  it('take the current and the next secret', () => {
    expect(readOptions({ ...least, secrets: ['now', 'next'] }).secrets).to.deep.equal(['now', 'next']);
  });

  it('name a known quote module, or bring an adapter', () => {
    expect(readOptions({ ...least, quotes: 'b2b-starter' }).quotes).to.equal(b2bStarterQuotes);
    expect(readOptions({ ...least, quotes: plainQuotes }).quotes).to.equal(plainQuotes);
  });

  it('do not mind what Medusa adds', () => {
    expect(() => readOptions({ ...least, database: {} })).not.to.throw();
  });

  it('tell every problem at once, without the secret', () => {
    const wrong = {
      url: 'bridge.example',
      secrets: [''],
      secret: 'geheim',
      send: ['carts'],
      quotes: 'rfq',
      pollMs: 1,
    };

    expect(() => readOptions(wrong))
      .to.throw()
      .with.property('message')
      .that.matches(/secret: unknown.*url: .*secrets: .*send: .*quotes: .*pollMs: /s)
      .and.not.includes('geheim');
  });
});
