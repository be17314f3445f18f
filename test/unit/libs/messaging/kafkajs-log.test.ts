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

  it('hands on what kafkajs knows, but for what every line of ours has', () => {
    const log = listeningLog();

    kafkaJsLog(log)(logLevel.INFO)({
      namespace: 'Runner',
      level: logLevel.WARN,
      label: 'WARN',
      log: { message: 'odd', timestamp: 'now', logger: 'kafkajs', stack: 'x', groupId: 'g', error: 'broken' },
    });

    expect(log.lines).to.deep.equal([
      {
        level: 'warn',
        message: 'kafkajs says',
        fields: { component: 'kafkajs', namespace: 'Runner', groupId: 'g', error: 'broken', said: 'odd' },
      },
    ]);
  });

  it('whispers what is said of a window, and finds no meaning in an error that is no text', () => {
    expect(levelOf('Pausing fetching from 1 topic', logLevel.WARN)).to.equal('debug');
    expect(levelOf('No pausing fetching', logLevel.WARN)).to.equal('warn');
    expect(levelOf('odd', logLevel.WARN, { error: { toString: () => 'rebalancing' } })).to.equal('warn');
    expect(levelOf('odd', logLevel.NOTHING)).to.equal('debug');
    expect(levelOf('odd', logLevel.DEBUG)).to.equal('debug');
  });
});
