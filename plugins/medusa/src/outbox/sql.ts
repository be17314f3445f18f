/** As much of a PostgreSQL client as the outbox needs. */
export interface Sql {
  query<Row extends object>(
    text: string,
    values?: unknown[],
  ): Promise<{ rows: Row[]; rowCount: number | null }>;
}

export interface SqlClient extends Sql {
  /** With true the connection is closed instead of kept for others. */
  release(broken?: boolean): void;
}

export interface SqlPool extends Sql {
  connect(): Promise<SqlClient>;
}
