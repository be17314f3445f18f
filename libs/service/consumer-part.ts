import type { ServiceConsumer } from '#libs/messaging/service-consumer.js';
import type { Part } from './part.js';

/** A consumer as a part of a service: when it gives up, so does the service. */
export class ConsumerPart implements Part {
  readonly name = 'consumer';
  readonly consumer: ServiceConsumer;
  readonly gaveUp: Promise<Error>;

  constructor(create: (onGaveUp: (error: Error) => void) => ServiceConsumer) {
    let giveUp: (error: Error) => void = () => {};
    this.gaveUp = new Promise((resolve) => (giveUp = resolve));
    this.consumer = create((error) => giveUp(error));
  }

  start(): Promise<void> {
    return this.consumer.start();
  }

  stop(): Promise<void> {
    return this.consumer.stop();
  }

  /** For `/readyz`: the code of what keeps it from taking records. */
  notReady(): readonly string[] {
    const { ready, stopped } = this.consumer.state();
    if (stopped) return [stopped.code];
    return ready ? [] : ['NOT_IN_ITS_GROUP'];
  }
}
