-- The event log (design, decisions 2 and 3). seq comes from the box's counter row, which append() locks in box order as
-- the last statement of a transaction: gap-free and in commit order. No global sequence, no NOTIFY.

create table eventlog.box (
  box_id    bigint primary key,
  epoch     int    not null default 1,
  top_seq   bigint not null default 0,
  floor_seq bigint not null default 0,
  check (top_seq >= floor_seq)
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02);

create table eventlog.event (
  box_id   bigint      not null,
  seq      bigint      not null,
  day      date        not null,
  event_id uuid        not null,
  type     text        not null,
  subject  text,
  at       timestamptz not null,
  data     jsonb       not null,
  primary key (box_id, seq, day)
) partition by range (day);

-- Rows of a day without a partition of its own land here, so that a late housekeeping run never stops intake.
create table eventlog.event_default partition of eventlog.event default;

-- Makes the partitions of p_days days from p_from on. Runs with the owner's rights: the hub may not change tables itself.
-- One at a time; gives up rather than queue behind a long transaction, because everything else would queue behind it.
create function eventlog.ensure_days(p_from date, p_days int) returns int
language plpgsql security definer set search_path = pg_catalog set lock_timeout = '2s' as $$
declare d date; made int := 0; part text;
begin
  perform pg_advisory_xact_lock(hashtext('eventlog.ensure_days'));
  for i in 0 .. p_days - 1 loop
    d := p_from + i;
    part := 'event_' || to_char(d, 'YYYYMMDD');
    if to_regclass('eventlog.' || part) is null
       and not exists (select from eventlog.event_default e where e.day = d) then
      execute format('create table eventlog.%I partition of eventlog.event for values from (%L) to (%L)', part, d, d + 1);
      made := made + 1;
    end if;
  end loop;
  return made;
end $$;

-- Appends one event per array position; array order is kept within a box. Missing boxes are made. Call it last.
create function eventlog.append(p_boxes bigint[], p_ids uuid[], p_types text[], p_subjects text[], p_at timestamptz, p_datas text[])
returns table (box_id bigint, top_seq bigint, epoch int)
language plpgsql as $$
#variable_conflict use_column
begin
  insert into eventlog.box (box_id) select distinct b from unnest(p_boxes) b order by b on conflict do nothing;
  perform 1 from eventlog.box x where x.box_id = any (p_boxes) order by x.box_id for no key update;
  insert into eventlog.event (box_id, seq, day, event_id, type, subject, at, data)
    select e.box, x.top_seq + row_number() over (partition by e.box order by e.ord),
           (p_at at time zone 'Asia/Almaty')::date, e.id, e.type, e.subject, p_at, e.data::jsonb
      from unnest(p_boxes, p_ids, p_types, p_subjects, p_datas) with ordinality e(box, id, type, subject, data, ord)
      join eventlog.box x on x.box_id = e.box;
  return query
    update eventlog.box x set top_seq = x.top_seq + c.n
      from (select b, count(*) n from unnest(p_boxes) b group by b) c
     where x.box_id = c.b
    returning x.box_id, x.top_seq, x.epoch;
end $$;

grant select, insert, update on eventlog.box to center_hub;
grant select, insert on eventlog.event to center_hub;
grant select on eventlog.box, eventlog.event to center_notification;
revoke execute on function eventlog.ensure_days(date, int) from public;
grant execute on function eventlog.ensure_days(date, int) to center_hub;
revoke execute on function eventlog.append(bigint[], uuid[], text[], text[], timestamptz, text[]) from public;
grant execute on function eventlog.append(bigint[], uuid[], text[], text[], timestamptz, text[]) to center_hub;
