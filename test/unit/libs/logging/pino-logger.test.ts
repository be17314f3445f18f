import { expect } from 'chai';
import type { LogLevel } from '#libs/logging/logger.js';
import { createLogger } from '#libs/logging/pino-logger.js';

const listen = (level: LogLevel = 'info') => {
  const text: string[] = [];
  const log = createLogger({
    service: 'lead-service',
    level,
    destination: { write: (line) => void text.push(line) },
  });
  return { log, text, lines: () => text.map((line) => JSON.parse(line) as Record<string, unknown>) };
};

describe('The log', () => {
  it('is one JSON line a message, with level, service and ISO time', () => {
    const { log, lines } = listen();

    log.child({ topic: 'medusa.customer.events.v1' }).info({ offset: 7n, ms: 12 }, 'handled');

    const [line] = lines();
    expect(line).to.include({ level: 'info', service: 'lead-service', msg: 'handled', offset: '7', ms: 12 });
    expect(line).to.include({ topic: 'medusa.customer.events.v1' });
    expect(new Date(String(line?.['time'])).toISOString()).to.equal(line?.['time']);
  });

  it('shows no personal data and no secret, however deep', () => {
    const { log, text } = listen();

    log.info(
      {
        key: 'cus_1',
        email: 'ada@example.com',
        lead: { first_name: 'Ada', email_id: 'ada@example.com', links: [{ mobileNo: '+44 1' }] },
        headers: { authorization: 'token key:sesame', 'set-cookie': 'sid=sesame' },
        apiSecret: 'sesame',
        url: 'https://admin:sesame@erp.example.com/api',
      },
      'asked',
    );

    expect(text.join()).to.contain('cus_1').and.contain('https://erp.example.com/api');
    expect(text.join()).not.to.match(/Ada|ada@|\+44|sesame/);
  });

  it('tells an error by code, message, stack and cause, and leaves what hangs on it', () => {
    const { log, text, lines } = listen();
    const cause = Object.assign(new TypeError('fetch failed for ada@example.com'), { request: { x: 'Ada' } });
    const error = Object.assign(new Error('no answer', { cause }), {
      code: 'ERPNEXT_UNAVAILABLE',
      context: { doctype: 'Lead', email_id: 'ada@example.com' },
      document: { first_name: 'Ada' },
    });

    log.error({ error }, 'will retry');

    const told = lines()[0]?.['error'] as Record<string, unknown>;
    expect(told).to.include({ name: 'Error', code: 'ERPNEXT_UNAVAILABLE', message: 'no answer' });
    expect(told['context']).to.deep.equal({ doctype: 'Lead', email_id: '[redacted]' });
    expect(told['stack']).to.contain('pino-logger.test');
    expect(told['cause']).to.include({ name: 'TypeError', message: 'fetch failed for [e-mail]' });
    expect(text.join()).not.to.match(/Ada|ada@/);
  });

  it('shows payloads at trace only, and there too without personal data', () => {
    const { log, lines } = listen('trace');
    const payload = { id: 'cus_1', email: 'ada@example.com' };

    log.debug({ payload }, 'read');
    log.trace({ payload }, 'read');

    expect(lines().map((line) => line['payload'])).to.deep.equal([
      '[only at trace]',
      { id: 'cus_1', email: '[redacted]' },
    ]);
  });

  it('keeps personal data and payloads out of what every line of a child says', () => {
    const { log, lines } = listen('trace');

    log.child({ key: 'cus_1', email: 'ada@example.com', payload: { id: 'cus_1' } }).trace({}, 'read');

    expect(lines()[0]).to.include({ key: 'cus_1', email: '[redacted]', payload: '[only at trace]' });
  });

  it('says each thing at its level, and nothing below the level that is asked for', () => {
    const { log, lines } = listen('debug');

    for (const level of ['trace', 'debug', 'info', 'warn', 'error'] as const) log[level]({}, level);

    expect(lines().map(({ level, msg }) => [level, msg])).to.deep.equal([
      ['debug', 'debug'],
      ['info', 'info'],
      ['warn', 'warn'],
      ['error', 'error'],
    ]);
  });

  it('survives an object that contains itself', () => {
    const { log, lines } = listen();
    const loop: Record<string, unknown> = {};
    loop['self'] = loop;

    log.info({ loop }, 'odd');

    expect(lines()[0]?.['loop']).to.deep.equal({ self: '[circular]' });
  });
});
