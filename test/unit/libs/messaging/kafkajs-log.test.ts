import { expect } from 'chai';
import { logLevel } from 'kafkajs';
import { kafkaJsLog } from '#libs/messaging/kafkajs-log.js';
import { listeningLog } from '../../../support/quiet-log.js';

describe('The log of kafkajs', () => {
  const levelOf = (message: string, level = logLevel.ERROR, more: object = {}) => {
    const log = listeningLog();
    kafkaJsLog(log)(logLevel.INFO)({
      namespace: 'Runner',
      level,
      label: '',
      log: { message, timestamp: '', ...more },
    });
    return log.lines[0]?.level;
  };

  it('takes a rebalance for what it is: everyday', () => {
    expect(
      levelOf('Response Heartbeat', logLevel.ERROR, {
        error: 'The group is rebalancing, so a rejoin is needed',
      }),
    ).to.equal('info');
  });

  it('makes an alert of an offset that is out of range', () => {
    expect(levelOf('Offset out of range, resetting to default offset', logLevel.WARN)).to.equal('error');
  });

  it('leaves everything else at its level', () => {
    expect([levelOf('Connection error'), levelOf('Starting', logLevel.INFO)]).to.deep.equal([
      'error',
      'info',
    ]);
  });
});
