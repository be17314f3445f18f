import { expect } from 'chai';
import { InvalidConfig } from '#libs/config/invalid-config.js';
import { readConfig, type Env } from '#libs/config/read-config.js';
import { setting, type ConfigShape } from '#libs/config/setting.js';
import { erpnextSettings, httpSettings, kafkaSettings } from '#libs/config/shared-settings.js';
import {
  commaList,
  duration,
  flag,
  httpUrl,
  integer,
  matching,
  oneOf,
  text,
  timeZone,
} from '#libs/config/values.js';

const problemsOf = (shape: ConfigShape, env: Env): readonly string[] => {
  try {
    readConfig(shape, env);
  } catch (error) {
    if (error instanceof InvalidConfig) return error.problems;
    throw error;
  }
  return [];
};

describe('readConfig', () => {
  it('answers typed values in the groups of the shape', () => {
    const shape = { http: httpSettings, kafka: kafkaSettings };

    const config = readConfig(shape, { PORT: '4000', KAFKA_BROKERS: 'a:9092, b:9092', KAFKA_SSL: 'true' });

    const port: number = config.http.port;
    const brokers: readonly string[] = config.kafka.brokers;
    expect({ port, brokers }).to.deep.equal({ port: 4000, brokers: ['a:9092', 'b:9092'] });
    expect(config.kafka).to.include({ ssl: true, saslPassword: undefined });
    expect(config.http.host).to.equal('127.0.0.1');
  });

  it('is frozen all the way down', () => {
    const config = readConfig({ kafka: kafkaSettings }, { KAFKA_BROKERS: 'a:9092' });

    expect([config, config.kafka, config.kafka.brokers].every(Object.isFrozen)).to.equal(true);
  });

  it('reports every problem at once, by the name of the variable and what it expects', () => {
    const shape = { http: httpSettings, kafka: kafkaSettings };

    const problems = problemsOf(shape, { PORT: '70000', KAFKA_SSL: 'yes', KAFKA_BROKER: 'a:9092' });

    expect(problems).to.have.members([
      'KAFKA_BROKER is unknown; did you mean KAFKA_BROKERS?',
      'PORT is "70000"; expected a whole number from 0 to 65535',
      'KAFKA_BROKERS is missing; expected host:port, separated by commas',
      'KAFKA_SSL is "yes"; expected true or false',
    ]);
  });

  it('never repeats a secret', () => {
    const shape = { port: setting('ERPNEXT_API_SECRET', integer({ min: 1, max: 2 }), { secret: true }) };

    expect(problemsOf(shape, { ERPNEXT_API_SECRET: 'sesame' }).join()).not.to.contain('sesame');
  });

  it('takes an empty variable for an absent one', () => {
    const config = readConfig({ http: httpSettings }, { HOST: '', PORT: '0' });

    expect(config.http).to.deep.equal({ host: '127.0.0.1', port: 0 });
  });

  it('names what is missing beside a variable that needs it', () => {
    const env = { KAFKA_BROKERS: 'a:9092', KAFKA_SASL_USERNAME: 'isthmus' };

    expect(problemsOf(kafkaSettings, env)).to.deep.equal([
      'KAFKA_SASL_USERNAME is given, but KAFKA_SASL_PASSWORD is missing',
    ]);
  });

  it('accepts variables of other parts of Isthmus, and what Kubernetes sets for a Service called kafka', () => {
    const env = {
      MEDUSA_WEBHOOK_TOKEN: 't',
      KAFKA_SERVICE_HOST: '10.0.0.1',
      KAFKA_PORT: 'tcp://10.0.0.1:9092',
    };

    expect(problemsOf({}, env)).to.deep.equal([]);
  });

  it('takes for the work of Kubernetes what has its form, and for a typing mistake what has not', () => {
    const problems = problemsOf(
      {},
      {
        KAFKA_SERVICE_PORT: '9092',
        KAFKA_SERVICE_PORT_BROKER: '9092',
        KAFKA_PORT_9092_TCP: 'tcp://10.0.0.1:9092',
        KAFKA_PORT_9092_UDP_ADDR: '10.0.0.1',
        KAFKA_PORT_X: '1',
        KAFKA_SERVICE: '1',
        ERPNEXT_PORTS: '1',
        HTTP_PROXY: 'none of ours',
      },
    );

    expect(problems.map((problem) => problem.split(' ')[0])).to.deep.equal([
      'KAFKA_PORT_X',
      'KAFKA_SERVICE',
      'ERPNEXT_PORTS',
    ]);
  });

  it('looks for typing mistakes under the prefixes that it is told', () => {
    expect(() => readConfig({}, { SHOP_TIME_ZON: '1', KAFKA_X: '1' }, { prefixes: ['SHOP_'] })).to.throw(
      InvalidConfig,
      /^Configuration: a problem\n {2}- SHOP_TIME_ZON is unknown; did you mean SHOP_TIME_ZONE\?$/,
    );
  });

  it('says in its message how many problems there are, one a line', () => {
    expect(() => readConfig({ http: httpSettings, kafka: kafkaSettings }, {})).to.throw(
      /^Configuration: 2 problems\n {2}- PORT is missing; .*\n {2}- KAFKA_BROKERS is missing; .*$/,
    );
  });

  it('refuses credentials inside a URL, which would end in logs', () => {
    const env = { ERPNEXT_URL: 'http://a:b@erp', ERPNEXT_API_KEY: 'k', ERPNEXT_API_SECRET: 's' };

    expect(problemsOf(erpnextSettings, env)).to.have.length(1);
  });

  describe('reads', () => {
    const read = (schema: Parameters<typeof setting>[1], given: string) => {
      try {
        return readConfig({ it: setting('TOPIC_PREFIX', schema) }, { TOPIC_PREFIX: given }).it;
      } catch {
        return 'refused';
      }
    };

    it('times with their unit, within bounds', () => {
      const schema = duration({ min: '1s', max: '1d' });

      expect(['1500ms', '20s', '15m', '24h'].map((t) => read(schema, t))).to.deep.equal([
        1_500, 20_000, 900_000, 86_400_000,
      ]);
      for (const refused of ['999ms', '2d', '20', '1.5s', '20sec', 'in 20s'])
        expect(read(schema, refused), refused).to.equal('refused');
    });

    it('whole numbers, within bounds', () => {
      const schema = integer({ min: 1, max: 64 });

      expect(['1', '64', '0', '65', '2.0', '-1', '1e1'].map((n) => read(schema, n))).to.deep.equal([
        1,
        64,
        'refused',
        'refused',
        'refused',
        'refused',
        'refused',
      ]);
    });

    it('true and false, and nothing that might be either', () => {
      expect(['true', 'false', '1', 'TRUE'].map((f) => read(flag(), f))).to.deep.equal([
        true,
        false,
        'refused',
        'refused',
      ]);
    });

    it('lists, and refuses one with a gap', () => {
      const schema = commaList('words', /^\w+$/);

      expect(['a', 'a, b', 'a,,b'].map((l) => read(schema, l))).to.deep.equal([['a'], ['a', 'b'], 'refused']);
    });

    it('time zones, by the name that the world gives them', () => {
      expect(['Europe/Berlin', 'UTC', 'Munich', ''].map((zone) => read(timeZone(), zone))).to.deep.equal([
        'Europe/Berlin',
        'UTC',
        'refused',
        'refused',
      ]);
    });

    it('URLs of the web, without the slash at the end', () => {
      const urls = [
        'http://erp',
        ' https://erp/site// ',
        'ftp://erp',
        'xhttp://erp',
        'erp',
        'http://a@erp',
        'http://:b@erp',
      ];

      expect(urls.map((url) => read(httpUrl(), url))).to.deep.equal([
        'http://erp',
        'https://erp/site',
        'refused',
        'refused',
        'refused',
        'refused',
        'refused',
      ]);
    });

    it('one of some words', () => {
      expect(
        ['hold', 'create', 'hold,create', 'none'].map((w) => read(oneOf(['hold', 'create']), w)),
      ).to.deep.equal(['hold', 'create', 'refused', 'refused']);
    });

    it('what has a form, and nothing around it', () => {
      expect(['de', 'd', ' de '].map((w) => read(matching('two letters', /^[a-z]{2}$/), w))).to.deep.equal([
        'de',
        'refused',
        'de',
      ]);
    });

    it('text without the blanks around it', () => {
      expect([' a b ', '  '].map((t) => read(text(), t))).to.deep.equal(['a b', 'refused']);
    });
  });
});
