import { expect } from 'chai';
import { Webhook } from 'standardwebhooks';
import { exampleWebhook } from '../../../../cli/sign/example-webhook.js';
import { signWebhook } from '../../../../cli/sign/sign-webhook.js';

describe('signWebhook', () => {
  const body = Buffer.from(exampleWebhook(new Date()), 'utf8');
  const sign = (secret: string) => ({ ...signWebhook(body, { id: 'evt_1', secret, nowMs: Date.now() }) });

  it('signs as Standard Webhooks verifies', () => {
    const secret = `whsec_${Buffer.from('sesame, sesame, sesame').toString('base64')}`;

    expect(new Webhook(secret).verify(body.toString(), sign(secret))).to.deep.include({
      type: 'customer.created',
    });
  });

  it('takes a plain secret as it is', () => {
    const verifier = new Webhook('sesame sesame', { format: 'raw' });

    expect(() => verifier.verify(body.toString(), sign('sesame sesame'))).not.to.throw();
    expect(() => verifier.verify(body.toString(), sign('another secret'))).to.throw();
  });
});
