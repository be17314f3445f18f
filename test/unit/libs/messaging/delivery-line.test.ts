import { expect } from 'chai';
import sinon from 'sinon';
import type { ErrorCode } from '#libs/errors/catalogue.js';
import { IntegrationError } from '#libs/errors/integration-error.js';
import { createDeliveryLine, defaultBounds, type DeliveryLine } from '#libs/messaging/delivery-line.js';
import { KafkaUnavailable, RegistryUnavailable } from '#libs/messaging/errors.js';
import type { Event, OutgoingRecord, Outcome } from '#libs/messaging/message.js';
import { DeliveryStopped, type Delivery } from '#libs/messaging/middleware.js';
import { listeningLog } from '../../../support/quiet-log.js';
import { delivery, record } from '../../../support/record.js';

const minute = 60_000;

class Failure extends IntegrationError {
  constructor(readonly code: ErrorCode) {
    super(`fails with ${code}`);
  }
}

class IdentityConflict extends IntegrationError {
  readonly code = 'IDENTITY_CONFLICT';
  override readonly waitAtMostMs = minute;
}

const outcome: Outcome = { type: 'LeadSaved', medusaId: 'cus_1', medusaCustomerId: 'cus_1', version: 1 };
describe('The delivery of a record', () => {
  let clock: sinon.SinonFakeTimers;
  let log: ReturnType<typeof listeningLog>;
  let line: DeliveryLine;
  let decode: sinon.SinonStub<[Buffer | null], Promise<Event>>;
  let handle: sinon.SinonStub<[Event], Promise<readonly Outcome[]>>;
  let announce: sinon.SinonStub<unknown[], Promise<void>>;
  let publish: sinon.SinonStub<[OutgoingRecord], Promise<void>>;
  let finished: string[];

  beforeEach(() => {
    clock = sinon.useFakeTimers();
    log = listeningLog();
    decode = sinon
      .stub<[Buffer | null], Promise<Event>>()
      .callsFake((value) => Promise.resolve({ id: String(value), type: 'test', occurredAt: 0 }));
    handle = sinon.stub<[Event], Promise<readonly Outcome[]>>().resolves([outcome]);
    announce = sinon.stub<unknown[], Promise<void>>().resolves();
    publish = sinon.stub<[OutgoingRecord], Promise<void>>().resolves();
    finished = [];
    line = createDeliveryLine({
      groupId: 'group',
      deadLetterTopic: 'dlt',
      decoder: { decode },
      handler: { handle },
      announcer: { announce },
      publisher: { publish },
      log,
      bounds: { possiblyOursAfter: 3 },
    });
  });

  afterEach(() => clock.restore());

  const deliver = (key = 'cus_1', more: Partial<Delivery> = {}) => {
    const done = line
      .deliver(delivery(record({ key, value: key }), more))
      .then(() => void finished.push(key));
    done.catch(() => undefined);
    return done;
  };
  const causes = () => publish.args.map(([letter]) => letter.headers['dlt-cause']);
  const said = (level: string) =>
    log.lines.filter((one) => one.level === level).map(({ message }) => message);

  it('decodes, handles, announces, and is then finished', async () => {
    await deliver();

    sinon.assert.callOrder(decode, handle, announce);
    sinon.assert.notCalled(publish);
    expect(said('info')).to.deep.equal(['record handled']);
  });

  describe('that fails for a cause that passes', () => {
    it('waits in its lane, for hours if need be, and goes on', async () => {
      handle.rejects(new Failure('ERPNEXT_CONFLICT'));
      void deliver();

      await clock.tickAsync(300 * minute);
      expect(finished).to.deep.equal([]);
      expect(line.list.oldest()).to.deep.equal([
        { cause: 'ERPNEXT_CONFLICT', seconds: 300 * 60, customers: 1, key: 'cus_1' },
      ]);

      handle.resolves([]);
      await clock.tickAsync(minute);
      expect(finished).to.deep.equal(['cus_1']);
      expect(line.list.size).to.equal(0);
      sinon.assert.notCalled(publish);
    });

    it('is tried again after pauses of random length that grow to 30 s', async () => {
      const times: number[] = [];
      handle.callsFake(() => {
        times.push(Date.now());
        return Promise.reject(new Failure('ERPNEXT_CONFLICT'));
      });
      void deliver();
      await clock.tickAsync(60 * minute);

      const pauses = times.slice(1).map((time, index) => time - (times[index] ?? 0));
      expect(pauses[0]).to.be.at.most(500);
      expect(Math.max(...pauses)).to.be.within(20_000, 30_000);
      expect(new Set(pauses.slice(8)).size).to.be.greaterThan(20);
    });

    it('waits for the registry and for Kafka as well, and repeats the whole of it', async () => {
      decode.onFirstCall().rejects(new RegistryUnavailable('down'));
      announce.onFirstCall().rejects(new KafkaUnavailable('down'));

      void deliver();
      await clock.tickAsync(minute);

      expect(finished).to.deep.equal(['cus_1']);
      expect([decode.callCount, handle.callCount, announce.callCount]).to.deep.equal([3, 2, 2]);
      expect(said('warn')).to.deep.equal(['record waits', 'record waits']);
    });

    it('is parked under its own cause when its wait has an end', async () => {
      handle.rejects(new IdentityConflict('taken'));
      void deliver();

      await clock.tickAsync(minute - 1);
      expect(causes()).to.deep.equal([]);
      await clock.tickAsync(2);
      expect(causes()).to.deep.equal(['IDENTITY_CONFLICT']);
      expect(finished).to.deep.equal(['cus_1']);
    });

    it('is parked at once when its wait has an end and the window is nearly full', async () => {
      const crowd = new AbortController();
      handle.rejects(new IdentityConflict('taken'));
      void deliver('cus_1', { crowded: () => crowd.signal });
      await clock.tickAsync(10_000);
      expect(causes()).to.deep.equal([]);

      crowd.abort();
      await clock.tickAsync(1);
      expect(causes()).to.deep.equal(['IDENTITY_CONFLICT']);
    });

    it('gives way as soon as newer ones of its lane say all that it says', async () => {
      let isNeedless = false;
      handle.rejects(new IdentityConflict('taken'));
      const given = delivery(record({ key: 'cus_1' }), { isNeedless: () => Promise.resolve(isNeedless) });
      const done = line.deliver(given);
      await clock.tickAsync(10_000);
      expect(given.gaveWay).to.equal(undefined);

      isNeedless = true;
      await clock.tickAsync(30_000);
      await done;
      expect([given.gaveWay, causes(), line.list.size]).to.deep.equal([true, [], 0]);
    });

    it('is parked when it keeps failing while others go through', async () => {
      handle.callsFake(({ id }) =>
        id === 'stuck' ? Promise.reject(new Failure('ERPNEXT_CONFLICT')) : Promise.resolve([]),
      );
      void deliver('stuck');

      for (let n = 0; n < 60; n += 1) {
        await deliver(`other${n}`);
        await clock.tickAsync(minute / 2);
      }

      expect(causes()).to.deep.equal(['KEEPS_FAILING']);
    });

    it('is left as it is when its lane has to stop', async () => {
      const stop = new AbortController();
      handle.rejects(new Failure('ERPNEXT_CONFLICT'));
      const done = deliver('cus_1', { stop: stop.signal }).catch((error: unknown) => error);
      await clock.tickAsync(5000);

      stop.abort();

      expect(await done).to.be.instanceOf(DeliveryStopped);
      sinon.assert.notCalled(publish);
    });
  });

  describe('while the destination is down', () => {
    const openBreaker = async () => {
      handle.rejects(new Failure('ERPNEXT_UNAVAILABLE'));
      for (const n of Array(20).keys()) void deliver(`cus_${n}`);
      await clock.tickAsync(1);
    };

    it('holds every lane and probes with one call at a time', async () => {
      await openBreaker();
      await clock.tickAsync(10 * minute);
      const before = handle.callCount;

      await clock.tickAsync(10 * minute);

      expect(handle.callCount - before).to.be.within(9, 11);
      expect(causes()).to.deep.equal([]);
      expect(line.list.size).to.equal(20);
      expect(said('warn').filter((message) => message.startsWith('breaker'))).to.have.length(1);
    });

    it('goes on with all of them when it is back', async () => {
      await openBreaker();
      await clock.tickAsync(180 * minute);

      handle.resolves([]);
      await clock.tickAsync(2 * minute);

      expect(finished).to.have.length(20);
      expect(line.breaker.openedBy).to.equal(undefined);
    });
  });

  describe('that can not succeed', () => {
    it('is parked at once, and then finished', async () => {
      handle.rejects(new Failure('ERPNEXT_REJECTED'));

      await deliver();

      expect(causes()).to.deep.equal(['ERPNEXT_REJECTED']);
      sinon.assert.calledOnce(handle);
      expect(said('error')).to.deep.equal(['record parked']);
    });

    it('says that it did not come through, so that nothing older is left out for its sake', async () => {
      const [refused, fine] = [delivery(), delivery()];
      handle.onFirstCall().rejects(new Failure('ERPNEXT_REJECTED'));

      await line.deliver(refused);
      await line.deliver(fine);

      expect([refused.parked, fine.parked]).to.deep.equal([true, undefined]);
    });

    it('is parked as a bug of ours when nobody foresaw the failure', async () => {
      handle.rejects(new TypeError('x is undefined'));

      await deliver();

      expect(causes()).to.deep.equal(['BUG']);
    });

    it('is held until the dead letter is acknowledged', async () => {
      handle.rejects(new Failure('ERPNEXT_REJECTED'));
      publish.rejects(new KafkaUnavailable('down'));
      void deliver();
      await clock.tickAsync(120 * minute);
      expect(finished).to.deep.equal([]);

      publish.resolves();
      await clock.tickAsync(minute);

      expect(finished).to.deep.equal(['cus_1']);
      sinon.assert.calledOnce(handle);
    });

    it('is parked without being tried when its lane overflows', async () => {
      await line.overflow(delivery());

      expect(causes()).to.deep.equal(['KEY_OVERFLOW']);
      sinon.assert.notCalled(handle);
    });
  });

  describe('when the fault is ours', () => {
    it('stops the service, says why once, probes once a minute, and goes on by itself', async () => {
      handle.rejects(new Failure('ERPNEXT_CREDENTIALS'));
      for (const key of ['a', 'b', 'c']) void deliver(key);
      await clock.tickAsync(1);
      const before = handle.callCount;

      await clock.tickAsync(10 * minute);
      expect(handle.callCount - before).to.be.within(9, 10);
      expect(line.gate.openedBy?.message).to.equal('fails with ERPNEXT_CREDENTIALS');
      expect(said('error')).to.deep.equal(['service stopped: the fault is ours']);

      handle.resolves([]);
      await clock.tickAsync(minute + 10);
      expect(finished).to.have.members(['a', 'b', 'c']);
      expect(line.gate.openedBy).to.equal(undefined);
      expect(said('info')).to.include('service goes on');
      sinon.assert.notCalled(publish);
    });

    it('begins no new record while it is stopped', async () => {
      handle.rejects(new Failure('ERPNEXT_NOT_SET_UP'));
      void deliver('a');
      await clock.tickAsync(1);
      const before = decode.callCount;

      void deliver('b');
      await clock.tickAsync(minute / 2);

      expect(decode.callCount).to.equal(before);
      expect(line.list.oldest()[0]?.cause).to.equal('ERPNEXT_NOT_SET_UP');
    });

    it('suspects itself when so many customers in a row have one possibly-ours cause', async () => {
      handle.rejects(new Failure('ERPNEXT_FORBIDDEN'));

      await deliver('a');
      await deliver('b');
      void deliver('c');
      await clock.tickAsync(3 * minute);

      expect(causes()).to.deep.equal(['ERPNEXT_FORBIDDEN', 'ERPNEXT_FORBIDDEN']);
      expect(line.gate.openedBy).to.not.equal(undefined);

      handle.resolves([]);
      await clock.tickAsync(minute + 10);
      expect(finished).to.deep.equal(['a', 'b', 'c']);
    });

    it('does not suspect itself for one customer, nor when others go through', async () => {
      handle.callsFake(({ id }) =>
        id.startsWith('bad') ? Promise.reject(new Error('bug')) : Promise.resolve([]),
      );

      for (const key of ['bad1', 'bad1', 'bad1', 'bad2', 'good', 'bad3', 'bad4', 'good', 'bad5'])
        await deliver(key);

      expect(causes()).to.deep.equal(Array(7).fill('BUG'));
      expect(line.gate.openedBy).to.equal(undefined);
    });

    it('does not suspect itself for a cause that is never ours', async () => {
      handle.rejects(new Failure('ERPNEXT_REJECTED'));

      for (const n of Array(12).keys()) await deliver(`cus_${n}`);

      expect(causes()).to.have.length(12);
    });
  });

  it('has the bounds that the design promises', () => {
    expect(defaultBounds).to.deep.include({
      window: { perPartition: 500, perKey: 50, crowdedAt: 0.8 },
      keepsFailing: { attempts: 10, overMs: 15 * minute, whileSucceeded: 50 },
      probeMs: minute,
      possiblyOursAfter: 10,
    });
  });

  describe('in a lane that grows', () => {
    const waitingFor = async (code: ErrorCode, ms: number) => {
      handle.rejects(new Failure(code));
      const one = delivery(record({ key: 'cus_1' }));
      line.deliver(one).catch(() => undefined);
      await clock.tickAsync(ms);
      return line.stuck(one);
    };

    it('counts as stuck when it has waited long enough for a cause of its own', async () => {
      expect(await waitingFor('ERPNEXT_CONFLICT', defaultBounds.stuckAfterMs - 1)).to.equal(false);
      expect(await waitingFor('ERPNEXT_CONFLICT', defaultBounds.stuckAfterMs + 1)).to.equal(true);
    });

    it('is not stuck while it waits for what everybody waits for', async () => {
      expect(await waitingFor('ERPNEXT_UNAVAILABLE', 10 * minute)).to.equal(false);
      expect(await waitingFor('ERPNEXT_CREDENTIALS', 10 * minute)).to.equal(false);
    });

    it('is not stuck when it does not wait', () => {
      expect(line.stuck(delivery())).to.equal(false);
    });
  });

  describe('that a newer one of its lane makes needless', () => {
    const lineThat = (more: object) =>
      createDeliveryLine({
        ...{ groupId: 'group', deadLetterTopic: 'dlt', log },
        decoder: { decode },
        handler: { handle },
        announcer: { announce },
        publisher: { publish },
        ...more,
      });

    it('is known by what its event says', async () => {
      const said = { states: [{ of: 'customer cus_1', version: 7 }], replaceable: true };
      const says = sinon.stub().returns(said);

      expect(await lineThat({ says }).saysOf?.(record({ value: 'e1' }))).to.deep.equal(said);
      expect(says.firstCall.args[0]).to.include({ id: 'e1' });
      expect(line.saysOf).to.equal(undefined);
    });

    it('is counted, and told with its place', () => {
      const superseded = sinon.stub();

      lineThat({ observer: { superseded } }).onSuperseded(record({ key: 'cus_1', offset: 7n }));
      line.onSuperseded(record({ key: 'cus_2', offset: 8n }));

      sinon.assert.calledOnce(superseded);
      expect(log.lines.map(({ level, fields }) => ({ level, ...fields }))).to.deep.equal([
        { level: 'info', key: 'cus_1', topic: 'events', partition: 0, offset: '7' },
        { level: 'info', key: 'cus_2', topic: 'events', partition: 0, offset: '8' },
      ]);
    });
  });
});
