import { EventEmitter } from 'node:events';
import { expect } from 'chai';
import type { Part } from '#libs/service/part.js';
import { runService } from '#libs/service/run-service.js';
import { listeningLog } from '../../../support/quiet-log.js';
import { silent } from '../../../support/silent-logger.js';

class Host extends EventEmitter {
  exit: (code: number) => void = () => {};
  readonly exited = new Promise<number>((resolve) => (this.exit = resolve));
}

describe('runService', () => {
  const setUp = () => {
    const events: string[] = [];
    const part = (name: string, more: Partial<Part> = {}): Part => ({
      name,
      start: async () => void events.push(`${name} starts`),
      stop: async () => void events.push(`${name} stops`),
      ...more,
    });
    const host = new Host();
    const run = (parts: Part[], shutdownDeadlineMs = 1000) =>
      runService({ log: silent, parts, about: {}, shutdownDeadlineMs }, host);
    return { events, part, host, run };
  };

  it('starts its parts in order, stops them the other way round on SIGTERM, and ends well', async () => {
    const { events, part, host, run } = setUp();
    await run([part('publisher'), part('consumer')]);

    host.emit('SIGTERM', 'SIGTERM');

    expect(await host.exited).to.equal(0);
    expect(events).to.deep.equal([
      'publisher starts',
      'consumer starts',
      'consumer stops',
      'publisher stops',
    ]);
  });

  it('stops what it had started when a part cannot start', async () => {
    const { events, part, host, run } = setUp();
    const broken = part('consumer', { start: () => Promise.reject(new Error('no broker')) });

    await run([part('publisher'), broken, part('never')]);

    expect(await host.exited).to.equal(1);
    expect(events).to.deep.equal(['publisher starts', 'consumer stops', 'publisher stops']);
  });

  it('ends badly when a part has given up', async () => {
    const { part, host, run } = setUp();

    await run([part('consumer', { gaveUp: Promise.resolve(new Error('kafkajs will not restart')) })]);

    expect(await host.exited).to.equal(1);
  });

  it('leaves at the deadline when a part does not stop', async () => {
    const { part, host, run } = setUp();
    await run([part('consumer', { stop: () => new Promise(() => {}) })], 10);

    host.emit('SIGINT', 'SIGINT');

    expect(await host.exited).to.equal(1);
  });

  it('stops the others when one fails to stop', async () => {
    const { events, part, host, run } = setUp();
    await run([part('publisher'), part('consumer', { stop: () => Promise.reject(new Error('stuck')) })]);

    host.emit('SIGTERM', 'SIGTERM');

    expect(await host.exited).to.equal(1);
    expect(events).to.include('publisher stops');
  });

  it('ends badly on an error that nobody caught', async () => {
    const { part, host, run } = setUp();
    await run([part('consumer')]);

    host.emit('uncaughtException', new Error('surprise'));

    expect(await host.exited).to.equal(1);
  });

  it('begins no further part once it is told to stop, and stops but once', async () => {
    const { events, part, host, run } = setUp();
    const slow = part('publisher', {
      start: () => {
        host.emit('SIGTERM', 'SIGTERM');
        host.emit('SIGTERM', 'SIGTERM');
        return Promise.resolve();
      },
    });

    await run([slow, part('consumer')]);

    expect(await host.exited).to.equal(0);
    expect(events).to.deep.equal(['publisher stops']);
  });

  it('tells its operator what it is, what it does, and why it ends', async () => {
    const { part, host } = setUp();
    const log = listeningLog();
    const said = () => log.lines.map(({ level, message }) => `${level} ${message}`);

    await runService(
      { log, parts: [part('consumer')], about: { topic: 't' }, shutdownDeadlineMs: 1000 },
      host,
    );
    expect(said()).to.deep.equal(['info starting', 'info started']);
    expect(log.lines[0]?.fields).to.deep.equal({ topic: 't' });

    host.emit('unhandledRejection', new Error('surprise'));
    await host.exited;
    expect(said().slice(2)).to.deep.equal(['error unhandled rejection', 'info stopped']);
    expect(log.lines.at(-1)?.fields).to.deep.equal({ clean: true });
  });

  it('names the part that gave up, failed to start or to stop, or was late', async () => {
    const linesOf = async (more: Partial<Part>) => {
      const { part, host } = setUp();
      const log = listeningLog();
      await runService({ log, parts: [part('consumer', more)], about: {}, shutdownDeadlineMs: 20 }, host);
      host.emit('SIGTERM', 'SIGTERM');
      await host.exited;
      return log.lines.filter(({ level }) => level === 'error');
    };
    const error = new Error('no');

    expect(await linesOf({ gaveUp: Promise.resolve(error) })).to.deep.equal([
      { level: 'error', message: 'part gave up', fields: { error, part: 'consumer' } },
    ]);
    expect(await linesOf({ stop: () => Promise.reject(error) })).to.deep.equal([
      { level: 'error', message: 'part did not stop cleanly', fields: { error, part: 'consumer' } },
    ]);
    expect(await linesOf({ start: () => Promise.reject(error) })).to.deep.equal([
      { level: 'error', message: 'could not start', fields: { error } },
    ]);
    expect(await linesOf({ stop: () => new Promise(() => undefined) })).to.deep.equal([
      { level: 'error', message: 'not stopped in time', fields: { shutdownDeadlineMs: 20 } },
    ]);
  });
});
