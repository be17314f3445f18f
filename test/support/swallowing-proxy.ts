import { once } from 'node:events';
import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';

const produceApi = 0;

/**
 * Stands between a client and a broker. Of the produce requests that `swallows` picks, the broker's answer is thrown
 * away and the connection cut: the records are written, and nobody is told.
 */
export class SwallowingProxy {
  cuts = 0;
  swallows: () => boolean = () => false;
  target = 0;

  private constructor(private readonly server: Server) {
    server.on('connection', (client) => this.join(client));
  }

  static async listen(): Promise<SwallowingProxy> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new SwallowingProxy(server);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  close(): void {
    this.server.close();
  }

  private join(client: Socket): void {
    const broker = connect(this.target, '127.0.0.1');
    const produced = new Set<number>();
    const cut = () => {
      client.destroy();
      broker.destroy();
    };
    client.on('error', cut).on('close', cut);
    broker.on('error', cut).on('close', cut);

    const requests = frames((frame) => {
      if (frame.readInt16BE(4) === produceApi) produced.add(frame.readInt32BE(8));
      broker.write(frame);
    });
    const answers = frames((frame) => {
      if (produced.delete(frame.readInt32BE(4)) && this.swallows()) {
        this.cuts += 1;
        cut();
      } else client.write(frame);
    });
    client.on('data', requests);
    broker.on('data', answers);
  }
}

/** Hands on whole Kafka frames (a length, then as many bytes), however the bytes arrive. */
const frames = (hand: (frame: Buffer) => void) => {
  let held: Buffer = Buffer.alloc(0);
  return (chunk: Buffer): void => {
    held = held.length > 0 ? Buffer.concat([held, chunk]) : chunk;
    while (held.length >= 4 && held.length >= 4 + held.readInt32BE(0)) {
      const end = 4 + held.readInt32BE(0);
      hand(held.subarray(0, end));
      held = held.subarray(end);
    }
  };
};
