import type { Change, Delivery, EntityType, Outbox } from '../relay/change.js';
import type { SqlClient, SqlPool } from './sql.js';

interface OutboxRow {
  readonly id: string;
  readonly webhook_id: string;
  readonly entity_type: Change['entityType'];
  readonly entity_id: string;
  readonly customer_id: string | null;
  readonly what: Change['what'];
  readonly occurred_at: Date;
  readonly attempts: number;
}

interface Candidate {
  readonly lane: string;
  readonly entity_type: string;
  readonly entity_id: string;
}

const candidatesAtOnce = 20;

/**
 * A claim is an open transaction: it holds the rows of one entity and the turn of its customer, and the end of the
 * process, the connection or the database lets both go.
 */
export class PgOutbox implements Outbox {
  constructor(
    private readonly pool: SqlPool,
    private readonly retentionDays: number,
  ) {}

  async claim(lanes: ReadonlySet<string>): Promise<Delivery | undefined> {
    const client = await this.pool.connect();
    try {
      await client.query('begin');
      // A post may take longer than an administrator lets transactions idle.
      await client.query("set local idle_in_transaction_session_timeout = '5min'");
      const claimed = await claimIn(client, [...lanes]);
      if (claimed) return new PgDelivery(client, claimed.lane, claimed.rows);
      await client.query('rollback');
      client.release();
      return undefined;
    } catch (error) {
      client.release(true);
      throw error;
    }
  }

  /** The newest version of an entity that its own `updated_at` does not tell. */
  async versionAt(entityType: EntityType, id: string): Promise<Date | null> {
    const { rows } = await this.pool.query<{ at: Date | null }>(
      `select max(version_at) as at from isthmus_outbox where entity_type = $1 and entity_id = $2`,
      [entityType, id],
    );
    return rows[0]?.at ?? null;
  }

  async prune(): Promise<void> {
    await this.pool.query(`delete from isthmus_outbox where sent_at < now() - make_interval(secs => $1)`, [
      this.retentionDays * 86_400,
    ]);
  }
}

const claimIn = async (
  client: SqlClient,
  busyLanes: string[],
): Promise<{ lane: string; rows: OutboxRow[] } | undefined> => {
  for (;;) {
    const { rows: candidates } = await client.query<Candidate>(
      `select lane, entity_type, entity_id from isthmus_outbox
       where sent_at is null and due_at <= now() and lane <> all ($1::text[])
       order by urgency, due_at, id limit ${candidatesAtOnce}`,
      [busyLanes],
    );
    if (candidates.length === 0) return undefined;
    for (const candidate of candidates) {
      if (await takeTurn(client, candidate.lane)) {
        const rows = await lockRows(client, candidate);
        if (rows.length > 0) return { lane: candidate.lane, rows };
      }
      // Another instance is at it, or has sent it between the queries.
      busyLanes.push(candidate.lane);
    }
  }
};

/** A lock, because no row stands for a customer: its rows come and go while one is being sent. */
const takeTurn = async (client: SqlClient, lane: string): Promise<boolean> => {
  const { rows } = await client.query<{ taken: boolean }>(
    `select pg_try_advisory_xact_lock(hashtextextended('isthmus ' || $1, 0)) as taken`,
    [lane],
  );
  return rows[0]?.taken ?? false;
};

/** All that is noted of the entity, due or not: one webhook with its present state answers for all of it. */
const lockRows = async (client: SqlClient, { entity_type, entity_id }: Candidate): Promise<OutboxRow[]> => {
  const { rows } = await client.query<OutboxRow>(
    `select id, webhook_id, entity_type, entity_id, customer_id, what, occurred_at, attempts
     from isthmus_outbox where sent_at is null and entity_type = $1 and entity_id = $2
     order by id for update skip locked`,
    [entity_type, entity_id],
  );
  return rows;
};

const latest = (dates: Date[]): Date | undefined =>
  dates.reduce<Date | undefined>((found, date) => (!found || date > found ? date : found), undefined);

class PgDelivery implements Delivery {
  readonly change: Change;
  readonly attempts: number;
  private readonly ids: string[];

  constructor(
    private readonly client: SqlClient,
    readonly lane: string,
    rows: OutboxRow[],
  ) {
    const newest = rows.at(-1);
    if (!newest) throw new Error('a delivery without rows');
    // An import knows when the entity changed last; what the shop noted by itself is truer.
    const noted = rows.filter(({ what }) => what !== 'imported');
    this.ids = rows.map(({ id }) => id);
    this.attempts = Math.max(...rows.map(({ attempts }) => attempts));
    this.change = {
      webhookId: newest.webhook_id,
      entityType: newest.entity_type,
      entityId: newest.entity_id,
      customerId: rows.findLast(({ customer_id }) => customer_id !== null)?.customer_id ?? null,
      what: rows.some(({ what }) => what === 'deleted') ? 'deleted' : (noted[0]?.what ?? newest.what),
      occurredAt: latest(noted.map(({ occurred_at }) => occurred_at)) ?? newest.occurred_at,
    };
  }

  done(): Promise<void> {
    return this.settle(
      `update isthmus_outbox set sent_at = clock_timestamp(), attempts = $2, last_error = null where id = any ($1)`,
      [this.ids, this.attempts + 1],
    );
  }

  putOff(delayMs: number, error: string): Promise<void> {
    return this.settle(
      `update isthmus_outbox set attempts = $2, failed_at = clock_timestamp(), last_error = $3,
         due_at = clock_timestamp() + make_interval(secs => $4) where id = any ($1)`,
      [this.ids, this.attempts + 1, error.slice(0, 500), delayMs / 1_000],
    );
  }

  private async settle(text: string, values: unknown[]): Promise<void> {
    try {
      await this.client.query(text, values);
      await this.client.query('commit');
      this.client.release();
    } catch (error) {
      // The claim ends with the connection; the rows are still there, and sent again.
      this.client.release(true);
      throw error;
    }
  }
}
