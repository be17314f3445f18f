import net from 'node:net';
import tls from 'node:tls';
import { Partitioners, type ISocketFactory, type Message, type Producer } from 'kafkajs';
import type { Logger } from '#libs/logging/logger.js';
import { createKafka } from './kafka-client.js';
import type { KafkaSettings } from './kafka-settings.js';
import type { OutgoingRecord } from './message.js';

/**
 * An idempotent producer with a life that ends at once when told so. kafkajs goes on retrying a send after
 * `disconnect()`, on new connections; a batch that was given up could then land behind newer records of its keys. A
 * discarded producer has no sockets and gets none.
 */
export class DisposableProducer {
  private readonly sockets = new Set<net.Socket>();
  private readonly producer: Producer;
  private connected: Promise<void> | undefined;
  private discarded = false;

  constructor(
    settings: KafkaSettings,
    log: Logger,
    private readonly timeoutMs: number,
  ) {
    // At most a second apart: used up shortly before the time-out, so that the reason is known when it strikes.
    const retries = Math.max(1, Math.floor(timeoutMs / 1000) - 1);
    this.producer = createKafka(settings, log, {
      requestTimeoutMs: timeoutMs,
      retries,
      socketFactory: this.openSocket,
    }).producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: Partitioners.DefaultPartitioner,
      retry: { initialRetryTime: 100, maxRetryTime: 1000, retries },
    });
  }

  /** Connects once, whoever asks how often. */
  connect(): Promise<void> {
    return (this.connected ??= this.producer.connect());
  }

  async send(records: readonly OutgoingRecord[]): Promise<void> {
    const messages = new Map<string, Message[]>();
    for (const { topic, key, value, headers } of records) {
      const message = { key, value, headers: { ...headers } };
      const ofTopic = messages.get(topic);
      if (ofTopic) ofTopic.push(message);
      else messages.set(topic, [message]);
    }
    await this.producer.sendBatch({
      acks: -1,
      timeout: this.timeoutMs,
      topicMessages: [...messages].map(([topic, ofTopic]) => ({ topic, messages: ofTopic })),
    });
  }

  disconnect(): Promise<void> {
    return this.producer.disconnect();
  }

  discard(): void {
    this.discarded = true;
    for (const socket of this.sockets) socket.destroy();
    this.producer.disconnect().catch(() => undefined);
  }

  private readonly openSocket: ISocketFactory = ({ host, port, ssl, onConnect }) => {
    if (this.discarded) throw new Error('this producer was thrown away');
    const servername = net.isIP(host) ? {} : { servername: host };
    // kafkajs passes no ssl options for a plain connection, whatever its types say.
    const secure = ssl as tls.ConnectionOptions | undefined;
    const socket = secure
      ? tls.connect({ host, port, ...servername, ...secure }, onConnect)
      : net.connect({ host, port }, onConnect);
    socket.setKeepAlive(true, 60_000);
    this.sockets.add(socket);
    socket.once('close', () => this.sockets.delete(socket));
    return socket;
  };
}
