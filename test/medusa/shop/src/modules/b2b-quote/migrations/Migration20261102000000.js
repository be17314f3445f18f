const { Migration } = require('@medusajs/framework/mikro-orm/migrations');

class Migration20261102000000 extends Migration {
  async up() {
    this.addSql(`create table if not exists "quote" (
      "id" text primary key,
      "status" text not null default 'pending_merchant',
      "customer_id" text not null,
      "draft_order_id" text not null,
      "order_change_id" text not null,
      "cart_id" text not null,
      "created_at" timestamptz not null default now(),
      "updated_at" timestamptz not null default now(),
      "deleted_at" timestamptz null
    );`);
  }

  async down() {
    this.addSql(`drop table if exists "quote";`);
  }
}

module.exports = { Migration20261102000000 };
