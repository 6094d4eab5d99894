-- Epochs, days, retention and named consumers of the event log.

-- The epoch of boxes that are not written yet: after a restore their old cursors must not fit by chance either.
create table eventlog.log_epoch (
  one   boolean primary key default true check (one),
  epoch int     not null check (epoch >= 1)
);
insert into eventlog.log_epoch (epoch) select coalesce(max(epoch), 1) from eventlog.box;

create function eventlog.current_epoch() returns int
language sql stable set search_path = pg_catalog as 'select epoch from eventlog.log_epoch';
alter table eventlog.box alter column epoch set default eventlog.current_epoch();

-- Which days hold events of a box: one row for each day with events, from the first of them on. A page reads it to open
-- the partitions it needs and no other.
create table eventlog.box_day (
  box_id    bigint not null,
  first_seq bigint not null,
  day       date   not null,
  primary key (box_id, first_seq) include (day)
);
alter table eventlog.box add column last_day date; -- of the newest event; no index, so that updates stay heap-only

insert into eventlog.box_day (box_id, first_seq, day)
  select box_id, seq, day
    from (select box_id, seq, day, lag(day) over (partition by box_id order by seq) as before from eventlog.event) e
   where before is distinct from day;
update eventlog.box b set last_day =
  (select d.day from eventlog.box_day d where d.box_id = b.box_id order by d.first_seq desc limit 1);

-- As before, but an event is never filed under an earlier day than the one before it in its box, whatever the clocks of
-- the nodes say around midnight: so days follow seq, and the days of a range of seq are a range of days.
create or replace function eventlog.append(p_boxes bigint[], p_ids uuid[], p_types text[], p_subjects text[], p_at timestamptz, p_datas text[])
returns table (box_id bigint, top_seq bigint, epoch int)
language plpgsql as $$
#variable_conflict use_column
declare v_day date := (p_at at time zone 'Asia/Almaty')::date;
begin
  insert into eventlog.box (box_id) select distinct b from unnest(p_boxes) b order by b on conflict do nothing;
  perform 1 from eventlog.box x where x.box_id = any (p_boxes) order by x.box_id for no key update;
  insert into eventlog.box_day (box_id, first_seq, day)
    select x.box_id, x.top_seq + 1, v_day from eventlog.box x
     where x.box_id = any (p_boxes) and (x.last_day is null or x.last_day < v_day);
  insert into eventlog.event (box_id, seq, day, event_id, type, subject, at, data)
    select e.box, x.top_seq + row_number() over (partition by e.box order by e.ord),
           greatest(v_day, x.last_day), e.id, e.type, e.subject, p_at, e.data::jsonb
      from unnest(p_boxes, p_ids, p_types, p_subjects, p_datas) with ordinality e(box, id, type, subject, data, ord)
      join eventlog.box x on x.box_id = e.box;
  return query
    update eventlog.box x set top_seq = x.top_seq + c.n, last_day = greatest(x.last_day, v_day)
      from (select b, count(*) n from unnest(p_boxes) b group by b) c
     where x.box_id = c.b
    returning x.box_id, x.top_seq, x.epoch;
end $$;

-- A page: the events with p_after < seq <= p_until, at most p_limit, of p_types unless null; the box's state in every row,
-- and alone in one row when there is no event. STABLE, so everything here sees the caller's one snapshot. The statement is
-- planned with the days in hand: partitions of other days are neither opened nor locked. A page covers 32 days at most, since
-- planning grows with them: "until" says how far it has looked.
create function eventlog.page(p_box bigint, p_after bigint, p_until bigint, p_limit int, p_types text[])
returns table (epoch int, top_seq bigint, floor_seq bigint, until bigint, seq bigint, event_id uuid, type text, subject text, at timestamptz, data text)
language plpgsql stable as $$
#variable_conflict use_column
declare days date[]; v_first bigint;
begin
  until := p_until;
  select b.epoch, b.top_seq, b.floor_seq into epoch, top_seq, floor_seq from eventlog.box b where b.box_id = p_box;
  if not found then
    epoch := eventlog.current_epoch(); top_seq := 0; floor_seq := 0;
  elsif top_seq > p_after then
    v_first := coalesce((select max(d.first_seq) from eventlog.box_day d where d.box_id = p_box and d.first_seq <= p_after + 1), 0);
    until := least(p_until, (select d.first_seq - 1 from eventlog.box_day d
                              where d.box_id = p_box and d.first_seq > v_first order by d.first_seq offset 31 limit 1));
    days := array(select distinct d.day from eventlog.box_day d
                   where d.box_id = p_box and d.first_seq between v_first and until);
    return query execute
      'select $6, $7, $8, $3, x.seq, x.event_id, x.type, x.subject, x.at, x.data::text from eventlog.event x
        where x.box_id = $1 and x.seq > $2 and x.seq <= $3 and x.day = any ($4)'
      || case when p_types is null then '' else ' and x.type = any ($9)' end || ' order by x.seq limit $5'
      using p_box, p_after, until, days, p_limit, epoch, top_seq, floor_seq, p_types;
    if found then
      return;
    end if;
  end if;
  return next;
end $$;

-- After a restore from a backup: every cursor made before is refused from here on, because what was numbered after the
-- backup is gone and its numbers are given again. The epoch comes from the time as well, so that restoring the same backup
-- twice does not give the same epoch twice. For the owner alone, with the hub stopped; see infra/deploy/restore.md.
create function eventlog.restore_epoch(p_at timestamptz) returns int
language plpgsql set lock_timeout = '10s' as $$
declare v_epoch int;
begin
  lock table eventlog.box in exclusive mode;
  select greatest(l.epoch + 1, (select coalesce(max(b.epoch), 0) + 1 from eventlog.box b),
                  extract(epoch from p_at - timestamptz '2026-01-01 00:00:00Z')::int)
    into v_epoch from eventlog.log_epoch l;
  update eventlog.log_epoch set epoch = v_epoch;
  update eventlog.box set epoch = v_epoch;
  return v_epoch;
end $$;

-- Days on their way out: first the floors of their boxes go up, batch by batch; then, at least a minute later, so that no
-- page that began before is still reading, the rows go.
create table eventlog.retiring (
  day       date        primary key,
  reached   bigint      not null default 0, -- boxes up to this one have their floor
  floors_at timestamptz                     -- when all had
);

-- One short step of retiring the days before p_before: 'floors' (some boxes), 'dropped' (a day), 'idle' (nothing left to do
-- now) or 'busy' (another is at it). Boxes are locked in box order, as append does; a lock that is not had in 2 s fails the
-- step, which changes nothing and can be repeated.
create function eventlog.retire_step(p_before date, p_now timestamptz, p_batch int) returns text
language plpgsql security definer set search_path = pg_catalog set lock_timeout = '2s' as $$
declare v_day date; v_reached bigint; v_part text; v_boxes bigint[]; v_tops bigint[];
begin
  if not pg_try_advisory_xact_lock(hashtext('eventlog.retire')) then
    return 'busy';
  end if;
  select r.day into v_day from eventlog.retiring r
   where r.floors_at <= p_now - interval '1 minute' order by r.day limit 1;
  if found then
    v_part := 'event_' || to_char(v_day, 'YYYYMMDD');
    if to_regclass('eventlog.' || v_part) is null then
      delete from eventlog.event_default e where e.day = v_day;
    else
      execute format('drop table eventlog.%I', v_part);
    end if;
    delete from eventlog.retiring r where r.day = v_day;
    return 'dropped';
  end if;

  select r.day, r.reached into v_day, v_reached from eventlog.retiring r where r.floors_at is null order by r.day limit 1;
  if not found then
    v_reached := 0;
    select d.day into v_day
      from (select to_date(substr(c.relname, 7), 'YYYYMMDD') as day
              from pg_inherits i join pg_class c on c.oid = i.inhrelid
             where i.inhparent = 'eventlog.event'::regclass and c.relname ~ '^event_[0-9]{8}$'
            union select distinct e.day from eventlog.event_default e where e.day < p_before) d
     where d.day < p_before and not exists (select from eventlog.retiring r where r.day = d.day)
     order by d.day limit 1;
    if not found then
      return 'idle';
    end if;
    insert into eventlog.retiring (day) values (v_day);
  end if;

  select array_agg(s.box_id order by s.box_id), array_agg(s.top order by s.box_id) into v_boxes, v_tops
    from (select e.box_id, max(e.seq) as top from eventlog.event e
           where e.day = v_day and e.box_id > v_reached group by e.box_id order by e.box_id limit p_batch) s;
  if v_boxes is null then
    update eventlog.retiring r set floors_at = p_now where r.day = v_day;
    return 'floors';
  end if;
  perform 1 from eventlog.box b where b.box_id = any (v_boxes) order by b.box_id for no key update;
  update eventlog.box b set floor_seq = greatest(b.floor_seq, s.top)
    from unnest(v_boxes, v_tops) s(box_id, top) where b.box_id = s.box_id;
  delete from eventlog.box_day d where d.box_id = any (v_boxes) and d.day <= v_day;
  update eventlog.retiring r set reached = v_boxes[cardinality(v_boxes)] where r.day = v_day;
  return 'floors';
end $$;

-- Cursors that the service keeps for a client, by box and name.
create table eventlog.consumer (
  box_id   bigint      not null,
  name     text        not null check (name ~ '^[a-z0-9][a-z0-9._-]{0,63}$'),
  epoch    int         not null,
  seq      bigint      not null check (seq >= 0),
  acked_at timestamptz not null,
  primary key (box_id, name)
);

-- Makes the consumer or moves it on, and back only with p_reset. p_insert: an existing one stays where it is. Says 'made',
-- 'kept' or, when the box has p_most consumers, 'full'. Two calls for one box follow one another. Notification writes nothing in
-- this schema by itself, so this and the next run with the owner's rights.
create function eventlog.acknowledge(p_box bigint, p_name text, p_epoch int, p_seq bigint, p_insert boolean, p_reset boolean,
  p_at timestamptz, p_most int) returns text
language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform pg_advisory_xact_lock(hashtext('eventlog.consumer'), hashtext(p_box::text));
  if exists (select from eventlog.consumer c where c.box_id = p_box and c.name = p_name) then
    update eventlog.consumer c set epoch = p_epoch, seq = p_seq, acked_at = p_at
     where c.box_id = p_box and c.name = p_name and not p_insert and (p_reset or (c.epoch, c.seq) <= (p_epoch, p_seq));
    return 'kept';
  end if;
  if (select count(*) from eventlog.consumer c where c.box_id = p_box) >= p_most then
    return 'full';
  end if;
  insert into eventlog.consumer (box_id, name, epoch, seq, acked_at) values (p_box, p_name, p_epoch, p_seq, p_at);
  return 'made';
end $$;

create function eventlog.forget(p_box bigint, p_name text) returns boolean
language plpgsql security definer set search_path = pg_catalog as $$
begin
  delete from eventlog.consumer c where c.box_id = p_box and c.name = p_name;
  return found;
end $$;

grant select on eventlog.log_epoch, eventlog.box_day to center_hub, center_notification;
grant insert on eventlog.box_day to center_hub;
grant select on eventlog.consumer to center_notification;
revoke execute on function eventlog.current_epoch() from public;
grant execute on function eventlog.current_epoch() to center_hub, center_notification;
revoke execute on function eventlog.page(bigint, bigint, bigint, int, text[]) from public;
grant execute on function eventlog.page(bigint, bigint, bigint, int, text[]) to center_hub, center_notification;
revoke execute on function eventlog.restore_epoch(timestamptz) from public;
revoke execute on function eventlog.retire_step(date, timestamptz, int) from public;
grant execute on function eventlog.retire_step(date, timestamptz, int) to center_hub;
revoke execute on function eventlog.acknowledge(bigint, text, int, bigint, boolean, boolean, timestamptz, int) from public;
grant execute on function eventlog.acknowledge(bigint, text, int, bigint, boolean, boolean, timestamptz, int) to center_notification;
revoke execute on function eventlog.forget(bigint, text) from public;
grant execute on function eventlog.forget(bigint, text) to center_notification;
