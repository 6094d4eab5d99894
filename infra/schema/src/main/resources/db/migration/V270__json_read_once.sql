-- JSON on the way of a document is read once. hub.deliver_batch read the data of each delivery six times over, once for every
-- member, and what a function had built as jsonb went to eventlog.append as text, to be read there again.

-- As eventlog.append was (see V100), for data that is jsonb already.
create function eventlog.append_data(p_boxes bigint[], p_ids uuid[], p_types text[], p_subjects text[], p_at timestamptz, p_datas jsonb[])
returns table (box_id bigint, top_seq bigint, epoch int, events text)
language plpgsql as $$
#variable_conflict use_column
declare
  v_day date := (p_at at time zone 'Asia/Almaty')::date;
  v_time text := to_char(p_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');
  -- By the size as stored, which is about that of the text; what is longer as text than it looked is held back below.
  v_mute bigint[] := case when pg_column_size(p_datas) + 120 * cardinality(p_boxes) > 16000 then
    array(select b from unnest(p_boxes, p_datas) u(b, d) group by b having sum(pg_column_size(d) + 120) > 16000) else '{}' end;
begin
  insert into eventlog.box (box_id) select distinct b from unnest(p_boxes) b order by b on conflict do nothing;
  perform 1 from eventlog.box x where x.box_id = any (p_boxes) order by x.box_id for no key update;
  insert into eventlog.box_day (box_id, first_seq, day)
    select x.box_id, x.top_seq + 1, v_day from eventlog.box x
     where x.box_id = any (p_boxes) and (x.last_day is null or x.last_day < v_day);
  return query
    with put as (
      insert into eventlog.event (box_id, seq, day, event_id, type, subject, at, data)
        select e.box, x.top_seq + row_number() over (partition by e.box order by e.ord),
               greatest(v_day, x.last_day), e.id, e.type, e.subject, p_at, e.data
          from unnest(p_boxes, p_ids, p_types, p_subjects, p_datas) with ordinality e(box, id, type, subject, data, ord)
          join eventlog.box x on x.box_id = e.box
      returning box_id, seq, event_id, type, subject, data),
    c as (
      select p.box_id, count(*) n,
             string_agg(e'\x1e' || p.event_id::text || e'\x1f' || p.type || e'\x1f' || coalesce('=' || p.subject, '') || e'\x1f' || v_time
                        || e'\x1f' || p.data::text, '' order by p.seq) filter (where p.box_id <> all (v_mute)) told
        from put p group by p.box_id)
    update eventlog.box x set top_seq = x.top_seq + c.n, last_day = greatest(x.last_day, v_day)
      from c
     where x.box_id = c.box_id
    returning x.box_id, x.top_seq, x.epoch, case when octet_length(c.told) <= 16000 then c.told end;
end $$;
revoke execute on function eventlog.append_data(bigint[], uuid[], text[], text[], timestamptz, jsonb[]) from public;
grant execute on function eventlog.append_data(bigint[], uuid[], text[], text[], timestamptz, jsonb[]) to center_hub;

create or replace function eventlog.append(p_boxes bigint[], p_ids uuid[], p_types text[], p_subjects text[], p_at timestamptz, p_datas text[])
returns table (box_id bigint, top_seq bigint, epoch int, events text)
language plpgsql as $$
begin
  return query select * from eventlog.append_data(p_boxes, p_ids, p_types, p_subjects, p_at, p_datas::jsonb[]);
end $$;

-- As before (see V100, V160): the same rows, events and order.
create or replace function hub.deliver_batch(
  p_boxes bigint[], p_numbers text[], p_senders bigint[], p_messages uuid[], p_datas text[], p_at timestamptz)
returns table (box_id bigint, top_seq bigint, epoch int, events text)
language plpgsql as $$
#variable_conflict use_column
declare v_boxes bigint[]; v_ids uuid[]; v_numbers text[]; v_datas jsonb[];
begin
  insert into hub.box (box_id) select distinct b from unnest(p_boxes) b order by b on conflict do nothing;
  perform 1 from hub.box x where x.box_id = any (p_boxes) order by x.box_id for no key update;
  -- Materialized, or the planner would put the reading of the JSON into every place that uses it.
  with given as materialized (
    select i.box, i.num, i.sender, i.msg, i.data::jsonb as d, x.in_pos + row_number() over (partition by i.box order by i.ord) as pos, i.ord
      from unnest(p_boxes, p_numbers, p_senders, p_messages, p_datas) with ordinality i(box, num, sender, msg, data, ord)
      join hub.box x on x.box_id = i.box
     where not exists (select from hub.inbox n where n.box_id = i.box and n.number = i.num)),
  put as (
    insert into hub.inbox (box_id, number, pos, sender_box, content_id, event_id, size, sha256, meta, registered_at, delivered_at)
      select g.box, g.num, g.pos, g.sender, (g.d ->> 'contentId')::uuid, g.msg, (g.d ->> 'size')::bigint, decode(g.d ->> 'sha256', 'hex'),
             g.d -> 'meta', (g.d ->> 'registeredAt')::timestamptz, p_at
        from given g)
  select array_agg(g.box order by g.ord), array_agg(g.msg order by g.ord), array_agg(g.num order by g.ord),
         array_agg(g.d -> 'event' || jsonb_build_object('pos', g.pos) order by g.ord)
    into v_boxes, v_ids, v_numbers, v_datas from given g;
  if v_boxes is null then return; end if;
  update hub.box x set in_pos = x.in_pos + c.n from (select b, count(*) n from unnest(v_boxes) b group by b) c where x.box_id = c.b;
  return query select a.box_id, a.top_seq, a.epoch, a.events
    from eventlog.append_data(v_boxes, v_ids, array_fill('kz.centerpro.document.arrived'::text, array[cardinality(v_boxes)]), v_numbers,
                              p_at, v_datas) a;
end $$;

create or replace function pg_temp.changed(p_function text, p_old text, p_new text) returns text language plpgsql as $$
declare v_text text := pg_get_functiondef(p_function::regproc);
begin
  if strpos(v_text, p_old) = 0 then
    raise exception '% has no %', p_function, p_old;
  end if;
  return replace(v_text, p_old, p_new);
end $$;
do $do$ begin
  execute pg_temp.changed('hub.mark_delivered', $o$'{}' else jsonb_build_object('traceparent', l.trace) end)::text$o$,
                          $n$'{}' else jsonb_build_object('traceparent', l.trace) end)$n$);
  execute pg_temp.changed('hub.mark_delivered', $o$lateral eventlog.append($o$, $n$lateral eventlog.append_data($n$);
end $do$;
