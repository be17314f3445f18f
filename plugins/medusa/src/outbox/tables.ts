/**
 * Rows are only ever added while the shop works, so that a change of the shop never waits for a relay, nor for another
 * change. The relay gathers all rows of an entity and sends its state once.
 */
export const createTables = `
create table if not exists isthmus_outbox (
  id bigint generated always as identity primary key,
  webhook_id text not null default 'msg_' || replace(gen_random_uuid()::text, '-', ''),
  entity_type text not null,
  entity_id text not null,
  customer_id text,
  -- whose turn it is: never two webhooks of one customer at once
  lane text not null generated always as (coalesce(customer_id, entity_id)) stored,
  what text not null,
  occurred_at timestamptz not null default clock_timestamp(),
  -- of a change that the row's own updated_at does not tell
  version_at timestamptz,
  noted_at timestamptz not null default clock_timestamp(),
  -- what a person waits for goes before what an import puts here
  urgency smallint not null default 0,
  due_at timestamptz not null default clock_timestamp(),
  attempts integer not null default 0,
  failed_at timestamptz,
  last_error text,
  sent_at timestamptz
);
create index if not exists isthmus_outbox_due on isthmus_outbox (urgency, due_at, id) where sent_at is null;
create index if not exists isthmus_outbox_entity on isthmus_outbox (entity_type, entity_id);
create index if not exists isthmus_outbox_sent on isthmus_outbox (sent_at) where sent_at is not null;

create table if not exists isthmus_import (
  id bigint generated always as identity primary key,
  entity_types text[] not null,
  since timestamptz,
  customer_id text,
  -- the type it is at, and the last id of it that stands in the outbox
  entity_type text not null,
  after_id text not null default '',
  noted integer not null default 0,
  created_at timestamptz not null default now(),
  done_at timestamptz
);
`;

export const dropTables = `
drop table if exists isthmus_import;
drop table if exists isthmus_outbox;
`;
