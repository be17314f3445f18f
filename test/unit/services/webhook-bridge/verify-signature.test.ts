import { expect } from 'chai';
import { Webhook } from 'standardwebhooks';
import { Refusal } from '../../../../services/webhook-bridge/problem.js';
import {
  keyOf,
  readSignature,
  verifySignature,
  verifyToken,
} from '../../../../services/webhook-bridge/verify-signature.js';
import { rawWebhook } from '../../../support/webhooks.js';

const now = Date.parse('2026-11-23T16:00:00.400Z');
const nowSeconds = Math.floor(now / 1000);
const body = rawWebhook('customer.created/unicode-company.json');
const [secret, oldSecret] = ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'whsec_b2xkLXNlY3JldC1vbGQtc2VjcmV0'];

/** Signed by the reference implementation, so that we agree with more than ourselves. */
const headers = ({ id = 'msg_1', at = nowSeconds, by = secret } = {}) => ({
  'webhook-id': id,
  'webhook-timestamp': String(at),
  'webhook-signature': new Webhook(by).sign(id, new Date(at * 1000), body.toString('utf8')),
});
const check =
  (given: Record<string, string>, bytes = body, secrets = [secret]) =>
  () =>
    verifySignature(readSignature(given, now), bytes, secrets.map(keyOf));
const refusal = (code: string) => (act: () => void) =>
  expect(act).to.throw(Refusal).with.property('code', code);

describe('verifySignature', () => {
  it('accepts what the reference implementation signed', () => {
    expect(check(headers())).to.not.throw();
  });

  it('accepts the old and the new secret while they change, in either header order', () => {
    expect(check(headers({ by: oldSecret }), body, [secret, oldSecret])).to.not.throw();
    const both = `${headers({ by: oldSecret })['webhook-signature']} ${headers()['webhook-signature']}`;
    expect(check({ ...headers(), 'webhook-signature': both })).to.not.throw();
  });

  it('accepts a plain secret', () => {
    const signature = new Webhook('plain secret', { format: 'raw' }).sign(
      'msg_1',
      new Date(nowSeconds * 1000),
      body.toString(),
    );

    expect(check({ ...headers(), 'webhook-signature': signature }, body, ['plain secret'])).to.not.throw();
  });

  it('refuses a secret that was taken out', () => {
    refusal('SIGNATURE_REFUSED')(check(headers({ by: oldSecret })));
  });

  it('refuses a body with one byte changed', () => {
    const tampered = Buffer.from(body);
    tampered[100] = (tampered[100] ?? 0) ^ 1;

    refusal('SIGNATURE_REFUSED')(check(headers(), tampered));
  });

  it('refuses the signature of another webhook, and of another moment', () => {
    refusal('SIGNATURE_REFUSED')(check({ ...headers(), 'webhook-id': 'msg_2' }));
    refusal('SIGNATURE_REFUSED')(check({ ...headers(), 'webhook-timestamp': String(nowSeconds + 1) }));
  });

  it('refuses what is not a signature', () => {
    const asymmetric = headers()['webhook-signature'].replace('v1,', 'v1a,');
    for (const signature of ['', 'v1,', 'v1,AAAA', 'nonsense', asymmetric]) {
      refusal('SIGNATURE_REFUSED')(check({ ...headers(), 'webhook-signature': signature }));
    }
  });

  it('asks for all three headers', () => {
    for (const name of ['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const) {
      refusal('SIGNATURE_MISSING')(() => readSignature({ ...headers(), [name]: undefined }, now));
    }
  });

  it('allows clocks to differ by 300 seconds and no more', () => {
    for (const offset of [-300, 0, 300]) {
      expect(check(headers({ at: nowSeconds + offset }))).to.not.throw();
    }
    for (const offset of [-301, 301]) {
      refusal('TIMESTAMP_REFUSED')(check(headers({ at: nowSeconds + offset })));
    }
  });

  it('refuses a timestamp that is no number of seconds', () => {
    for (const timestamp of ['', 'now', '1e9', `${nowSeconds}.5`, `${nowSeconds} `, '-1']) {
      refusal('TIMESTAMP_REFUSED')(check({ ...headers(), 'webhook-timestamp': timestamp }));
    }
  });
});

describe('verifyToken', () => {
  it('accepts the token and nothing else', () => {
    expect(() => verifyToken('token', 'token')).to.not.throw();
    for (const given of ['tokem', 'token ', '', undefined, ['token']]) {
      refusal('TOKEN_REFUSED')(() => verifyToken(given, 'token'));
    }
  });
});
