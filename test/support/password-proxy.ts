import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Asks for a password in front of a server that has none, as operators put one before their schema registry. */
export class PasswordProxy {
  private constructor(
    readonly url: string,
    private readonly server: Server,
  ) {}

  /** @param target an http URL; the proxy has the same path. */
  static async before(target: string, username: string, password: string): Promise<PasswordProxy> {
    const { hostname, port, pathname } = new URL(target);
    const wanted = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
    const server = createServer((incoming, outgoing) => {
      if (incoming.headers.authorization !== wanted) {
        incoming.resume();
        outgoing.writeHead(401, { 'www-authenticate': 'Basic' }).end();
        return;
      }
      const { method, url: path, headers } = incoming;
      const onward = request({ hostname, port, method, path, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      });
      onward.on('error', () => outgoing.destroy());
      incoming.pipe(onward);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port: own } = server.address() as AddressInfo;
    return new PasswordProxy(`http://127.0.0.1:${own}${pathname}`, server);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
