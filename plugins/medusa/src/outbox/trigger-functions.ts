/**
 * What the triggers do. Receivers know a newer state by its `updated_at`; where that does not grow with a change (parts of
 * orders, a person with psql, a shop whose clock is behind), the change brings a version of its own.
 *
 * `set search_path from current` lets them find the outbox whatever the search path of whoever changes a row.
 */
export const createTriggerFunctions = `
-- A row that is an entity itself. Arguments: entity type, the column of its customer.
create or replace function isthmus_note_row() returns trigger language plpgsql set search_path from current as $body$
declare
  was jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end;
  is_ jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end;
  known jsonb := coalesce(is_, was);
  -- the newest version that receivers may know of the row
  told timestamptz;
begin
  if was = is_ then
    return null;
  end if;
  select greatest(max(version_at), (was ->> 'updated_at')::timestamptz) into told
  from isthmus_outbox where entity_type = tg_argv[0] and entity_id = known ->> 'id';
  insert into isthmus_outbox (entity_type, entity_id, customer_id, what, occurred_at, version_at) values (
    tg_argv[0],
    known ->> 'id',
    known ->> tg_argv[1],
    case
      when tg_op = 'DELETE' or known ->> 'deleted_at' is not null then 'deleted'
      when tg_op = 'INSERT' then 'created'
      else 'updated'
    end,
    -- of a row that is gone it is the version
    greatest(clock_timestamp(), told + interval '1 millisecond'),
    -- Medusa, and with it whoever reads what is told, knows milliseconds
    case when date_trunc('milliseconds', (is_ ->> 'updated_at')::timestamptz) <= date_trunc('milliseconds', told)
      then greatest(clock_timestamp(), told + interval '1 millisecond') end
  );
  perform pg_notify('isthmus_outbox', '');
  return null;
end
$body$;

-- Rows that are part of orders. Arguments: how they name their order, whether its content changes with them.
-- Every query is written out, so that a session plans each of them once.
create or replace function isthmus_note_orders() returns trigger language plpgsql set search_path from current as $body$
declare
  ids text[];
begin
  case tg_argv[0]
    when 'order' then
      ids := array(select order_id from changed);
    when 'line' then
      ids := array(select i.order_id from changed c join order_item i on i.item_id = c.id);
    when 'part of a line' then
      ids := array(select i.order_id from changed c join order_item i on i.item_id = c.item_id);
    when 'shipping method' then
      ids := array(select s.order_id from changed c join order_shipping s on s.shipping_method_id = c.id);
    when 'part of a shipping method' then
      ids := array(select s.order_id from changed c
        join order_shipping s on s.shipping_method_id = c.shipping_method_id);
    when 'address' then
      ids := array(select o.id from changed c
        join "order" o on o.shipping_address_id = c.id or o.billing_address_id = c.id);
  end case;
  if cardinality(ids) = 0 then
    return null;
  end if;
  insert into isthmus_outbox (entity_type, entity_id, customer_id, what, version_at)
  select 'order', o.id, o.customer_id, 'updated',
    case when tg_argv[1] = 'content' then greatest(
      clock_timestamp(),
      o.updated_at + interval '1 millisecond',
      (select max(n.version_at) + interval '1 millisecond' from isthmus_outbox n
        where n.entity_type = 'order' and n.entity_id = o.id)
    ) end
  from "order" o where o.id = any (ids);
  perform pg_notify('isthmus_outbox', '');
  return null;
end
$body$;
`;

export const dropTriggerFunctions = `
drop function if exists isthmus_note_row() cascade;
drop function if exists isthmus_note_orders() cascade;
`;
