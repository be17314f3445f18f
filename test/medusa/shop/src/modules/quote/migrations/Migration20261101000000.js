const { Migration } = require('@medusajs/framework/mikro-orm/migrations');

class Migration20261101000000 extends Migration {
  async up() {
    this.addSql(`create table if not exists "quote" (
      "id" text primary key,
      "status" text not null default 'requested' check ("status" in
        ('requested', 'offered', 'accepted', 'rejected_by_customer', 'rejected_by_merchant')),
      "customer_id" text not null,
      "order_id" text not null,
      "valid_until" timestamptz null,
      "decided_by" text null,
      "note" text null,
      "created_at" timestamptz not null default now(),
      "updated_at" timestamptz not null default now(),
      "deleted_at" timestamptz null
    );`);
  }

  async down() {
    this.addSql(`drop table if exists "quote";`);
  }
}

module.exports = { Migration20261101000000 };
