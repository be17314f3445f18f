import { expect } from 'chai';
import { InvalidConfig } from '#libs/config/invalid-config.js';
import { readBridgeConfig } from '../../../../services/webhook-bridge/config.js';
import { bridgeEnv } from '../../../support/bridge-env.js';

describe('readBridgeConfig', () => {
  it('reads several secrets and does without a token', () => {
    const config = readBridgeConfig({
      ...bridgeEnv,
      MEDUSA_WEBHOOK_SECRETS: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw, a-plain-secret',
    });

    expect(config.secrets).to.deep.equal(['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'a-plain-secret']);
    expect(config.token).to.equal(undefined);
  });

  for (const secret of ['', 'short', 'whsec_notbase64!', 'a-plain-secret,']) {
    it(`refuses the secret "${secret}" without repeating it`, () => {
      expect(() => readBridgeConfig({ ...bridgeEnv, MEDUSA_WEBHOOK_SECRETS: secret }))
        .to.throw(InvalidConfig, 'MEDUSA_WEBHOOK_SECRETS')
        .with.property('message')
        .that.does.not.include(secret || '""');
    });
  }
});
