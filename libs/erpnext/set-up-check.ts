import type { Event, MessageHandler, Outcome } from '#libs/messaging/message.js';
import type { ErpNextClient } from './erpnext-client.js';
import { DocumentNotFound, ErpNextNotSetUp } from './errors.js';

/** What a service needs of a site. */
export interface SetUpNeeds {
  /** Fields by DocType. */
  readonly fields: Readonly<Record<string, readonly string[]>>;
  /** Documents that must exist, `['Lead Source', 'Medusa']`. */
  readonly documents: readonly (readonly [doctype: string, name: string])[];
}

/**
 * Finds out with a service's own rights whether `isthmus setup` was done. The integration user may not read Custom
 * Fields, but a list that asks for a missing one is refused by name.
 */
export class SetUpCheck {
  private passing: Promise<void> | undefined;

  constructor(
    private readonly erpnext: ErpNextClient,
    private readonly needs: SetUpNeeds,
    /** What else a service finds missing, each as it is to be named. */
    private readonly further: () => Promise<readonly string[]> = () => Promise.resolve([]),
  ) {}

  /**
   * Resolves at once after it has once resolved.
   * @throws ErpNextNotSetUp that names all that is missing.
   */
  passed(): Promise<void> {
    this.passing ??= this.check().catch((error: unknown) => {
      this.passing = undefined;
      throw error;
    });
    return this.passing;
  }

  private async check(): Promise<void> {
    const missing: string[] = [];
    for (const [doctype, fields] of Object.entries(this.needs.fields)) {
      if (await this.lacks(doctype, fields)) missing.push(...(await this.missingOf(doctype, fields)));
    }
    for (const [doctype, name] of this.needs.documents) {
      if (!(await this.exists(doctype, name))) missing.push(`${doctype} "${name}"`);
    }
    missing.push(...(await this.further()));
    if (missing.length > 0) throw new ErpNextNotSetUp(`ERPNext lacks ${missing.join(', ')}.`, { missing });
  }

  private async missingOf(doctype: string, fields: readonly string[]): Promise<string[]> {
    const missing: string[] = [];
    for (const field of fields) if (await this.lacks(doctype, [field])) missing.push(`${doctype}.${field}`);
    return missing;
  }

  private async lacks(doctype: string, fields: readonly string[]): Promise<boolean> {
    try {
      await this.erpnext.list(doctype, { fields, limit: 1 });
      return false;
    } catch (error) {
      if (error instanceof ErpNextNotSetUp) return true;
      throw error;
    }
  }

  private async exists(doctype: string, name: string): Promise<boolean> {
    try {
      await this.erpnext.get(doctype, name);
      return true;
    } catch (error) {
      if (error instanceof DocumentNotFound) return false;
      throw error;
    }
  }
}

/** Handles nothing before the site was found to be set up: a dropped id would double a customer later. */
export const onceSetUp = <E extends Event>(
  check: SetUpCheck,
  handler: MessageHandler<E>,
): MessageHandler<E> => ({
  async handle(event: E): Promise<readonly Outcome[]> {
    await check.passed();
    return handler.handle(event);
  },
});
