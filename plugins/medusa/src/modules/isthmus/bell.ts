import type pg from '@medusajs/framework/pg';

const reconnectMs = 2_000;

/** Listens to what the triggers notify. While the connection is away, the relay's poll is what finds changes. */
export class Bell {
  private client: pg.Client | undefined;
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    private readonly connect: () => Promise<pg.Client>,
    private readonly ring: () => void,
  ) {}

  async start(): Promise<void> {
    let client: pg.Client | undefined;
    try {
      client = await this.connect();
      if (this.stopped) return await client.end();
      this.client = client;
      client.on('notification', this.ring);
      client.once('end', () => this.startLater());
      await client.query('listen isthmus_outbox');
      // Something may have been noted while nobody listened.
      this.ring();
    } catch {
      await client?.end().catch(() => undefined);
      this.startLater();
    }
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.client?.end();
  }

  private startLater(): void {
    this.client = undefined;
    clearTimeout(this.timer);
    if (!this.stopped) this.timer = setTimeout(() => void this.start(), reconnectMs);
  }
}
