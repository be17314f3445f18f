import type { ErpNextClient } from './erpnext-client.js';

/** ERPNext names a country in English; shops name it by ISO 3166-1 alpha-2 code, or write what they like. */
export class Countries {
  private names: Promise<ReadonlyMap<string, string>> | undefined;
  private readAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly erpnext: ErpNextClient,
    /** How long a missing country is believed to be missing, in ms. */
    private readonly rereadAfterMs = 60_000,
    private readonly now: () => number = Date.now,
  ) {}

  /** The Country that a code or an English name means, undefined when ERPNext has none such. */
  async find(codeOrName: string): Promise<string | undefined> {
    const wanted = codeOrName.trim().toLowerCase();
    if (wanted === '') return undefined;

    const known = (await this.read()).get(wanted);
    if (known !== undefined || this.now() - this.readAt < this.rereadAfterMs) return known;
    this.names = undefined;
    return (await this.read()).get(wanted);
  }

  private read(): Promise<ReadonlyMap<string, string>> {
    this.names ??= this.list().catch((error: unknown) => {
      this.names = undefined;
      throw error;
    });
    return this.names;
  }

  private async list(): Promise<ReadonlyMap<string, string>> {
    const rows = await this.erpnext.list<{ name: string; code?: string | null }>('Country', {
      fields: ['name', 'code'],
      orderBy: 'name asc',
    });
    this.readAt = this.now();
    return new Map(
      rows.flatMap(({ name, code }) => [
        [name.toLowerCase(), name] as const,
        ...(code ? [[code.toLowerCase(), name] as const] : []),
      ]),
    );
  }
}
