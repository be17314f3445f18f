import { expect } from 'chai';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ErpNextHttpClient } from '#libs/erpnext/erpnext-http-client.js';
import { localWebhookSecret, startServices, type Services } from '../../../cli/local/services.js';
import { startSurroundings, type Surroundings } from '../../../cli/local/surroundings.js';
import { freePort } from '../../../sandbox/servers/free-port.js';
import { eventually } from '../../support/eventually.js';

type Json = Record<string, unknown>;

/** What `npm start` starts: Kafka, the registry, the ERPNext sandbox, the bridge and the services. */
export class WholeIsthmus {
  readonly secret = localWebhookSecret;
  private readonly erpnext: ErpNextHttpClient;

  private constructor(
    private readonly folder: string,
    private readonly surroundings: Surroundings,
    private readonly services: Services,
  ) {
    this.erpnext = new ErpNextHttpClient({ ...surroundings.erpnext, maxInFlight: 2, timeoutMs: 60_000 });
  }

  static async start(): Promise<WholeIsthmus> {
    const folder = await mkdtemp(join(tmpdir(), 'isthmus-whole-way-'));
    const env = { PATH: process.env['PATH'] };
    const say = () => {};
    const onCrash = (error: Error) => {
      throw error;
    };
    const surroundings = await startSurroundings({ env, folder, keepDocuments: false, say, onCrash });
    try {
      const services = await startServices({
        env: { ...env, NOTHING_TO_END_WAIT: '5s', ...surroundings.env },
        bridgePort: await freePort(),
        logFolder: join(folder, 'logs'),
        say,
      });
      return new WholeIsthmus(folder, surroundings, services);
    } catch (error) {
      await surroundings.stop();
      throw error;
    }
  }

  /** Where a shop sends to. */
  get url(): string {
    return `${this.services.bridge.url}/webhooks/medusa`;
  }

  documents(doctype: string, fields: string[], id: string): Promise<Json[]> {
    return this.erpnext.list<Json>(doctype, { fields, filters: [['medusa_id', '=', id]] });
  }

  /** The one document of this kind that stands for it, once it looks like this. */
  becomes(doctype: string, id: string, looks: Json): Promise<void> {
    return eventually(
      async () => {
        const found = await this.documents(doctype, Object.keys(looks), id);
        expect(found, `${doctype} of ${id}`).to.deep.equal([looks]);
      },
      { withinMs: 90_000, everyMs: 500 },
    );
  }

  async stop(): Promise<void> {
    this.erpnext.close();
    await this.services.stop();
    await this.surroundings.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}
