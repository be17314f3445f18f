import { Migration } from '@medusajs/framework/mikro-orm/migrations';
import { createTables, dropTables } from '../../../outbox/tables.js';
import { createTriggerFunctions, dropTriggerFunctions } from '../../../outbox/trigger-functions.js';

/**
 * The outbox, and what its triggers do. The triggers themselves are made when the shop starts: only then are the
 * options known, and every table that they belong to exists.
 */
export class Migration20261125000000 extends Migration {
  override up(): void {
    this.addSql(createTables);
    this.addSql(createTriggerFunctions);
  }

  override down(): void {
    this.addSql(dropTriggerFunctions);
    this.addSql(dropTables);
  }
}
