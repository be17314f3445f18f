import { createServer, type Server } from 'node:http';
import { opsRoutes, type OpsOptions } from './ops-routes.js';
import { listen } from './listen.js';
import type { Part } from './part.js';
import { answerProblem } from './problem.js';

export interface OpsServerOptions extends OpsOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
}

/** The HTTP server of a service that has nothing else to answer. */
export class OpsServer implements Part {
  readonly name = 'HTTP';
  private readonly server: Server;

  constructor(private readonly options: OpsServerOptions) {
    const ops = opsRoutes(options);
    this.server = createServer((request, response) => {
      if (!ops(request, response)) answerProblem(response, notFound);
    });
  }

  async start(): Promise<void> {
    const url = await listen(this.server, this.options);
    this.options.log.info({ url }, 'listening');
  }

  async stop(): Promise<void> {
    await new Promise((resolve) => {
      this.server.close(resolve);
      this.server.closeAllConnections();
    });
  }
}

const notFound = { status: 404, code: 'NOT_FOUND', title: 'Only /livez, /readyz and /metrics are here' };
