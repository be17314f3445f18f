import { expect } from 'chai';
import { Webhook } from 'standardwebhooks';
import { signWebhook } from '../../../../../plugins/medusa/src/relay/sign-webhook.js';
import { keyOf, verifySignature } from '../../../../../services/webhook-bridge/verify-signature.js';

const body = Buffer.from('{"name":"Münchner Präzision"}');
const current = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD';
const next = 'a-plain-secret';

const given = (secrets: string[], nowMs = Date.now()) => {
  const headers = signWebhook('msg_1', body, secrets, nowMs);
  return {
    id: headers['webhook-id'],
    timestamp: headers['webhook-timestamp'],
    signature: headers['webhook-signature'],
  };
};

describe('signature of the Medusa plugin', () => {
  it('is taken by the bridge, whichever of the two secrets it knows', () => {
    for (const secret of [current, next]) {
      expect(() => verifySignature(given([current, next]), body, [keyOf(secret)])).not.to.throw();
    }
  });

  it('is not taken by a bridge that knows neither', () => {
    expect(() => verifySignature(given([current, next]), body, [keyOf('another')])).to.throw();
  });

  it('is what Standard Webhooks asks for', () => {
    const headers = signWebhook('msg_1', body, [current], Date.now());

    expect(() => new Webhook(current).verify(body.toString('utf8'), { ...headers })).not.to.throw();
  });

  it('has the time of the attempt, in seconds', () => {
    expect(given([next], 1_795_452_498_999).timestamp).to.equal('1795452498');
  });
});
