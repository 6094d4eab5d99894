-- What a list of documents asks for: the status that a row shows, how many there are of each, where a day begins, words to search by.
-- None of it is counted or computed when a list is opened.

-- The status as it is shown, for a recipient. Needed of it: its signature, while it has not answered.
alter table hub.inbox
  add column shown text not null generated always as (coalesce(answer, case when read_at is not null then 'READ'
    when received_at is not null then 'RECEIVED' else 'DELIVERED' end)) stored,
  add column to_sign boolean not null generated always as (answer is null
    and coalesce(meta #>> '{response,required}' = 'SIGNATURE', false)) stored;

-- For a sender it follows from the legs: null while nobody has answered, and then what hub.answered says.
alter table hub.document add column answered text;
alter table hub.document add column shown text not null generated always as (coalesce(answered, status)) stored;

-- The states of a document's legs as one, in the order of the legs: as LegState.ofDocument has it.
create function hub.answered(p_states text[]) returns text language sql immutable parallel safe as $$
  select case when p_states <@ array['QUEUED', 'DELIVERED', 'RECEIVED', 'READ'] then null
              when p_states <@ p_states[1:1] then p_states[1]
              when 'ANNULMENT_PROPOSED' = any (p_states) then 'ANNULMENT_PROPOSED'
              when 'CORRECTION_REQUESTED' = any (p_states) then 'CORRECTION_REQUESTED'
              when 'DECLINED' = any (p_states) then 'DECLINED'
              when 'EXPIRED' = any (p_states) then 'EXPIRED'
              when p_states <@ array['SIGNED', 'ANNULLED'] then 'SIGNED'
              when 'SIGNED' = any (p_states) then 'PARTLY_SIGNED' end
$$;

create function hub.leg_answered() returns trigger language plpgsql as $$
declare v_answered text := hub.answered(array(select l.state from hub.leg l where l.box_id = new.box_id and l.number = new.number order by l.ordinal));
begin
  update hub.document d set answered = v_answered
   where d.box_id = new.box_id and d.number = new.number and d.answered is distinct from v_answered;
  return null;
end $$;
-- The condition keeps delivery and receipts, which are many, from calling it.
create trigger leg_answered after update of state on hub.leg for each row
  when (old.state <> new.state and not (old.state in ('QUEUED', 'DELIVERED', 'RECEIVED', 'READ') and new.state in ('QUEUED', 'DELIVERED', 'RECEIVED', 'READ')))
  execute function hub.leg_answered();

update hub.document d set answered = a.answered
  from (select box_id, number, hub.answered(array_agg(state order by ordinal)) answered from hub.leg group by 1, 2) a
 where d.box_id = a.box_id and d.number = a.number and a.answered is not null;

create index inbox_shown on hub.inbox (box_id, shown, pos);
create index inbox_to_sign on hub.inbox (box_id, pos) where to_sign;
create index document_shown on hub.document (box_id, shown, pos);

-- How many documents of a box show each status; TO_SIGN is a name too. A statement that changes rows changes these once for each
-- box and name, in one order, so that two statements never wait for one another crosswise. Triggers do it, so that whatever
-- changes a row counts it.
create table hub.counter (
  box_id    bigint not null,
  direction text   not null check (direction in ('in', 'out')),
  name      text collate "C" not null,
  n         bigint not null,
  primary key (box_id, direction, name)
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02);

-- The first position of each day that brought a document; days go up with positions.
create table hub.box_day (
  box_id    bigint not null,
  direction text   not null check (direction in ('in', 'out')),
  day       date   not null, -- of Asia/Almaty
  first_pos bigint not null,
  primary key (box_id, direction, day)
);

create function hub.count_documents() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into hub.counter as c (box_id, direction, name, n)
      select box_id, 'out', shown, count(*) from now group by box_id, shown order by box_id, shown
    on conflict (box_id, direction, name) do update set n = c.n + excluded.n;
    insert into hub.box_day (box_id, direction, day, first_pos)
      select d.box_id, 'out', d.day, d.pos
        from (select box_id, (registered_at at time zone 'Asia/Almaty')::date as day, min(pos) as pos from now group by 1, 2) d
       where not exists (select from hub.box_day x where x.box_id = d.box_id and x.direction = 'out' and x.day >= d.day)
       order by d.box_id, d.day
    on conflict do nothing;
  else
    insert into hub.counter as c (box_id, direction, name, n)
      select box_id, 'out', shown, sum(d)
        from (select box_id, shown, 1 as d from now union all select box_id, shown, -1 from was) m
       group by box_id, shown having sum(d) <> 0 order by box_id, shown
    on conflict (box_id, direction, name) do update set n = c.n + excluded.n;
  end if;
  return null;
end $$;

create function hub.count_inbox() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into hub.counter as c (box_id, direction, name, n)
      select box_id, 'in', name, count(*)
        from (select box_id, shown as name from now union all select box_id, 'TO_SIGN' from now where to_sign) m
       group by box_id, name order by box_id, name
    on conflict (box_id, direction, name) do update set n = c.n + excluded.n;
    insert into hub.box_day (box_id, direction, day, first_pos)
      select d.box_id, 'in', d.day, d.pos
        from (select box_id, (delivered_at at time zone 'Asia/Almaty')::date as day, min(pos) as pos from now group by 1, 2) d
       where not exists (select from hub.box_day x where x.box_id = d.box_id and x.direction = 'in' and x.day >= d.day)
       order by d.box_id, d.day
    on conflict do nothing;
  else
    insert into hub.counter as c (box_id, direction, name, n)
      select box_id, 'in', name, sum(d)
        from (select box_id, shown as name, 1 as d from now union all select box_id, shown, -1 from was
              union all select box_id, 'TO_SIGN', 1 from now where to_sign union all select box_id, 'TO_SIGN', -1 from was where to_sign) m
       group by box_id, name having sum(d) <> 0 order by box_id, name
    on conflict (box_id, direction, name) do update set n = c.n + excluded.n;
  end if;
  return null;
end $$;

create trigger documents_counted after insert on hub.document referencing new table as now
  for each statement execute function hub.count_documents();
create trigger documents_recounted after update on hub.document referencing old table as was new table as now
  for each statement execute function hub.count_documents();
create trigger inbox_counted after insert on hub.inbox referencing new table as now
  for each statement execute function hub.count_inbox();
create trigger inbox_recounted after update on hub.inbox referencing old table as was new table as now
  for each statement execute function hub.count_inbox();

-- Every counter that is not what the rows say; of one box, or of all. Rows that other transactions are writing at this moment are
-- neither counted nor kept: both sides are read by one statement.
create function hub.recount(p_box bigint) returns table (box_id bigint, direction text, name text, kept bigint, counted bigint)
language sql stable as $$
  with rows as (
    select d.box_id, 'out' as direction, d.shown as name, count(*) as n from hub.document d where p_box is null or d.box_id = p_box group by 1, 3
    union all select i.box_id, 'in', i.shown, count(*) from hub.inbox i where p_box is null or i.box_id = p_box group by 1, 3
    union all select i.box_id, 'in', 'TO_SIGN', count(*) from hub.inbox i where i.to_sign and (p_box is null or i.box_id = p_box) group by 1),
  kept as (select c.box_id, c.direction, c.name, c.n from hub.counter c where p_box is null or c.box_id = p_box)
  select box_id, direction, name, coalesce(k.n, 0), coalesce(r.n, 0)
    from kept k full join rows r using (box_id, direction, name) where coalesce(k.n, 0) <> coalesce(r.n, 0)
   order by 1, 2, 3
$$;

insert into hub.counter (box_id, direction, name, n) select box_id, direction, name, counted from hub.recount(null);
insert into hub.box_day (box_id, direction, day, first_pos)
  select box_id, 'out', day, min(pos) from (select box_id, pos, max((registered_at at time zone 'Asia/Almaty')::date)
    over (partition by box_id order by pos) as day from hub.document) d group by box_id, day
  union all
  select box_id, 'in', day, min(pos) from (select box_id, pos, max((delivered_at at time zone 'Asia/Almaty')::date)
    over (partition by box_id order by pos) as day from hub.inbox) d group by box_id, day;

-- What a document can be found by: words of its title and of its counterparties' names, their tax numbers, its number. Every word begins
-- with its box and direction, so that a box finds its own alone. Written when somebody searches, up to the newest position, so
-- that intake does not pay for it and boxes without people never do.
create table hub.word (
  box_id    bigint not null,
  direction text   not null check (direction in ('in', 'out')),
  pos       bigint not null,
  words     tsvector not null,
  primary key (box_id, direction, pos)
);
create index word_words on hub.word using gin (words) with (gin_pending_list_limit = 256);

-- Events tell what a row of the list shows: its position when it is new, and documentStatus, which is not the status of the step when
-- there are several recipients or a receipt comes after an answer. Functions are otherwise as they were (V100, V115, V150).
create function pg_temp.change(p_function text, p_old text, p_new text) returns void language plpgsql as $$
declare v_text text := pg_get_functiondef(p_function::regproc);
begin
  if strpos(v_text, p_old) = 0 then
    raise exception '% has no %', p_function, p_old;
  end if;
  execute replace(v_text, p_old, p_new);
end $$;

select pg_temp.change('hub.accept_batch', $old$select i.box, i.eid, i.num, i.data, i.ord
        from unnest(p_boxes, p_event_ids, p_numbers, p_event_data, v_win) with ordinality i(box, eid, num, data, won, ord)
       where i.won)$old$, $new$select i.box, i.eid, i.num, i.ord, '{"pos":'
             || x.out_pos - count(*) over (partition by i.box) + row_number() over (partition by i.box order by i.ord) || ',' || substr(i.data, 2) as data
        from unnest(p_boxes, p_event_ids, p_numbers, p_event_data, v_win) with ordinality i(box, eid, num, data, won, ord)
        join hub.box x on x.box_id = i.box
       where i.won)$new$);
select pg_temp.change('hub.deliver_batch', $old$array_agg((i.data::jsonb -> 'event')::text order by i.ord) datas
              from unnest(p_boxes, p_numbers, p_messages, p_datas, v_new) with ordinality i(box, num, msg, data, isnew, ord)
             where i.isnew having$old$, $new$array_agg((i.data::jsonb -> 'event' || jsonb_build_object('pos', n.pos))::text order by i.ord) datas
              from unnest(p_boxes, p_numbers, p_messages, p_datas, v_new) with ordinality i(box, num, msg, data, isnew, ord)
              join hub.inbox n on n.box_id = i.box and n.number = i.num
             where i.isnew having$new$);
select pg_temp.change('hub.mark_delivered', $old$returning d.box_id, d.number, d.status, d.meta)$old$, $new$returning d.box_id, d.number, d.status, d.shown, d.meta)$new$);
select pg_temp.change('hub.mark_delivered', $old$'status', d.status, 'title'$old$, $new$'status', d.status, 'documentStatus', d.shown, 'title'$new$);
select pg_temp.change('hub.receive', $old$'status', v_kind, 'title'$old$, $new$'status', v_kind, 'documentStatus', r.shown, 'title'$new$);
select pg_temp.change('hub.receipt_batch', $old$'status', 'RECEIVED', 'title'$old$, $new$'status', 'RECEIVED', 'documentStatus', d.shown, 'title'$new$);
select pg_temp.change('hub.receipt_batch', $old$'status', 'READ', 'title'$old$, $new$'status', 'READ', 'documentStatus', d.shown, 'title'$new$);
select pg_temp.change('hub.answer_batch', $old$array_agg((x.value -> 'data')::text order by x.ord) datas
                from jsonb_array_elements(v_steps) with ordinality x(value, ord)) e$old$, $new$array_agg((x.value -> 'data' || jsonb_build_object('documentStatus', d.shown))::text order by x.ord) datas
                from jsonb_array_elements(v_steps) with ordinality x(value, ord)
                join hub.document d on d.box_id = m.box and d.number = m.num) e$new$);

grant select, insert, update on hub.counter to center_hub;
grant select, insert on hub.box_day, hub.word to center_hub;
revoke execute on all functions in schema hub from public;
grant execute on all functions in schema hub to center_hub;
