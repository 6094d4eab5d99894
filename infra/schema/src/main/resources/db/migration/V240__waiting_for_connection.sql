-- A document for somebody who has not joined waits at its sender's (clause 7.9.10): the leg says so, and what the outbox would bring
-- lies in hub.waiting until the recipient is active, the sender withdraws, or its time is over.

-- Which box, and which id, a number's holder has or will have when it joins. So a leg names its recipient's box before there is
-- one, and what is the same submission stays the same when the recipient joins in between. Whoever joins takes what is kept
-- here, whoever comes first: the key makes the two wait for one another.
create table hub.address (
  country        text   not null,
  tax_id         text   not null,
  box_id         bigint not null unique,
  participant_id uuid   not null,
  claimed_until  timestamptz not null default '-infinity', -- a node brings what waits for this box
  primary key (country, tax_id)
);
insert into hub.address (country, tax_id, box_id, participant_id) select country, tax_id, box_id, id from hub.participant;

create function hub.address_of(p_country text, p_tax_id text, p_candidate uuid) returns table (box_id bigint, participant_id uuid)
language plpgsql as $$
#variable_conflict use_column
begin
  return query select a.box_id, a.participant_id from hub.address a where a.country = p_country and a.tax_id = p_tax_id;
  if found then return; end if;
  insert into hub.address (country, tax_id, box_id, participant_id)
    select p_country, p_tax_id, coalesce(p.box_id, nextval('hub.box_id_seq')), coalesce(p.id, p_candidate)
      from (select 1) one left join hub.participant p on p.country = p_country and p.tax_id = p_tax_id
  on conflict do nothing;
  return query select a.box_id, a.participant_id from hub.address a where a.country = p_country and a.tax_id = p_tax_id;
end $$;

create table hub.waiting (
  box_id        bigint not null, -- the sender's
  message_id    uuid   not null,
  recipient_box bigint not null,
  number        text collate "C" not null,
  pos           bigint not null, -- of the document in the sender's box
  taken_at      timestamptz not null, -- by one clock and under the box's lock, so that it orders as documents were accepted
  until         timestamptz not null,
  data          text   not null,
  trace         text,
  released_at   timestamptz, -- on its way: nobody takes it back any more
  primary key (box_id, message_id)
);
create index waiting_of on hub.waiting (recipient_box, taken_at, box_id, pos);
create index waiting_until on hub.waiting (until) where released_at is null;
create index waiting_number on hub.waiting (box_id, number);

alter table hub.leg drop constraint leg_state_check;
alter table hub.leg add constraint leg_state_check check (state in ('AWAITING_CONNECTION', 'QUEUED', 'DELIVERED', 'RECEIVED', 'READ',
    'UNDELIVERABLE', 'WITHDRAWN', 'SIGNED', 'DECLINED', 'CORRECTION_REQUESTED', 'ANNULMENT_PROPOSED', 'ANNULLED', 'EXPIRED')),
  add column waits_until timestamptz,
  add column reason text check (reason in ('NOT_CONNECTED', 'DEADLINE_PASSED'));
-- Of a document in which something stays undelivered nothing is in the outbox, so its list finds it here. Delivery changes no reason.
create index leg_undeliverable on hub.leg (box_id, number) where reason is not null;

alter table hub.document drop constraint document_status_check;
alter table hub.document add constraint document_status_check check (status in ('AWAITING_CONNECTION', 'REGISTERED', 'PARTLY_DELIVERED', 'COMPLETED'));

-- As LegState.ofDocument has it (see V160).
create or replace function hub.answered(p_states text[]) returns text language sql immutable parallel safe as $$
  select case when p_states <@ array['AWAITING_CONNECTION', 'QUEUED', 'DELIVERED', 'RECEIVED', 'READ'] then null
              when p_states <@ p_states[1:1] then p_states[1]
              when 'ANNULMENT_PROPOSED' = any (p_states) then 'ANNULMENT_PROPOSED'
              when 'CORRECTION_REQUESTED' = any (p_states) then 'CORRECTION_REQUESTED'
              when 'DECLINED' = any (p_states) then 'DECLINED'
              when 'EXPIRED' = any (p_states) then 'EXPIRED'
              when 'SIGNED' = any (p_states) and p_states <@ array['SIGNED', 'ANNULLED', 'WITHDRAWN'] then 'SIGNED'
              when 'SIGNED' = any (p_states) then 'PARTLY_SIGNED' end
$$;
drop trigger leg_answered on hub.leg;
create trigger leg_answered after update of state on hub.leg for each row
  when (old.state <> new.state and not (old.state in ('AWAITING_CONNECTION', 'QUEUED', 'DELIVERED', 'RECEIVED', 'READ')
                                        and new.state in ('AWAITING_CONNECTION', 'QUEUED', 'DELIVERED', 'RECEIVED', 'READ')))
  execute function hub.leg_answered();

create function pg_temp.changed(p_function text, p_old text, p_new text) returns text language plpgsql as $$
declare v_text text := pg_get_functiondef(p_function::regproc);
begin
  if strpos(v_text, p_old) = 0 then
    raise exception '% has no %', p_function, p_old;
  end if;
  return replace(v_text, p_old, p_new);
end $$;

-- As before (see V115, V160). Legs that wait, l_until until when, are taken out of what was just written to the outbox; where none
-- does, l_until is null and nothing is done.
do $do$
declare v_text text := pg_temp.changed('hub.accept_batch', $old$  delete from hub.submission s using unnest(p_boxes, p_submissions, v_win)$old$,
$new$  if l_until is not null then
    with waits as (
      select p_boxes[l.item] as box, p_numbers[l.item] as num, l.box as recipient, l.message, l.until
        from unnest(l_item, l_box, l_message, l_until) l(item, box, message, until) where l.until is not null),
    gone as (
      delete from hub.outbox o using waits w where o.box_id = w.box and o.message_id = w.message returning o.*, w.until),
    kept as (
      insert into hub.waiting (box_id, message_id, recipient_box, number, pos, taken_at, until, data, trace)
        select g.box_id, g.message_id, g.target_box, g.number, d.pos, clock_timestamp(), g.until, g.data, g.trace
          from gone g join hub.document d on d.box_id = g.box_id and d.number = g.number
      returning box_id, number, recipient_box, until)
    update hub.leg l set state = 'AWAITING_CONNECTION', waits_until = k.until
      from kept k where l.box_id = k.box_id and l.number = k.number and l.recipient_box = k.recipient_box;
    update hub.document d set status = 'AWAITING_CONNECTION'
      from unnest(p_boxes, p_numbers, v_win) i(box, num, won)
     where i.won and d.box_id = i.box and d.number = i.num
       and not exists (select from hub.leg l where l.box_id = d.box_id and l.number = d.number and l.state <> 'AWAITING_CONNECTION');
  end if;
  delete from hub.submission s using unnest(p_boxes, p_submissions, v_win)$new$);
begin
  if strpos(v_text, 'p_at timestamp with time zone)') = 0 then raise exception 'accept_batch ends otherwise'; end if;
  drop function hub.accept_batch;
  execute replace(v_text, 'p_at timestamp with time zone)', 'p_at timestamp with time zone, l_until timestamp with time zone[] DEFAULT NULL::timestamp with time zone[])');
end $do$;

-- A leg is delivered from waiting as from the outbox; a document is whole when nothing of it is on the way, waits or failed.
do $do$ begin
  execute pg_temp.changed('hub.mark_delivered', $old$l.recipient_box = i.target and l.state = 'QUEUED'$old$,
                          $new$l.recipient_box = i.target and l.state in ('QUEUED', 'AWAITING_CONNECTION')$new$);
  execute pg_temp.changed('hub.mark_delivered', $old$l.number = d.number and l.state = 'QUEUED'$old$,
                          $new$l.number = d.number and l.state in ('QUEUED', 'AWAITING_CONNECTION', 'UNDELIVERABLE')$new$);
end $do$;

-- Boxes whose holder has become active since p_since and for whom something waits, each left to the caller for p_ttl.
create function hub.claim_connected(p_since timestamptz, p_now timestamptz, p_ttl interval, p_limit int)
returns table (box_id bigint, name text)
language sql as $$
  update hub.address a set claimed_until = p_now + p_ttl
    from (select c.box_id, p.name from hub.participant p join hub.address c on c.box_id = p.box_id
           where p.activated_at > p_since and c.claimed_until < p_now
             and exists (select from hub.waiting w where w.recipient_box = p.box_id)
           order by p.activated_at limit p_limit for update of c skip locked) d
   where a.box_id = d.box_id
  returning a.box_id, d.name
$$;

-- The first of what waits for a box, in the order of acceptance; from here on nobody takes it back. What was released and not
-- delivered comes again, so that nothing overtakes it.
create function hub.release_waiting(p_recipient bigint, p_limit int, p_now timestamptz) returns setof hub.waiting
language sql as $$
  with released as (
    update hub.waiting w set released_at = coalesce(w.released_at, p_now)
      from (select c.box_id, c.message_id from hub.waiting c where c.recipient_box = p_recipient
             order by c.taken_at, c.box_id, c.pos limit p_limit for update) d
     where w.box_id = d.box_id and w.message_id = d.message_id
    returning w.*)
  select r.* from released r order by r.taken_at, r.box_id, r.pos
$$;

-- As hub.acknowledge_batch, for what waited: the leg gets the name that its recipient has joined under.
create function hub.acknowledge_waiting(p_boxes bigint[], p_messages uuid[], p_numbers text[], p_recipient bigint, p_name text, p_event_ids uuid[],
  p_traces text[], p_at timestamptz)
returns table (box_id bigint, top_seq bigint, epoch int, events text)
language plpgsql as $$
#variable_conflict use_column
begin
  perform 1 from hub.box x where x.box_id = any (p_boxes) order by x.box_id for no key update;
  delete from hub.waiting w using unnest(p_boxes, p_messages) i(box, msg) where w.box_id = i.box and w.message_id = i.msg;
  update hub.leg l set recipient = l.recipient || jsonb_build_object('name', p_name)
    from unnest(p_boxes, p_numbers) i(box, num)
   where l.box_id = i.box and l.number = i.num and l.recipient_box = p_recipient and l.state = 'AWAITING_CONNECTION';
  return query select m.box_id, m.top_seq, m.epoch, m.events
    from hub.mark_delivered(p_boxes, p_numbers, array_fill(p_recipient, array[cardinality(p_boxes)]), p_event_ids, p_traces, p_at) m;
end $$;

-- Ends legs that still wait: WITHDRAWN by the sender, or UNDELIVERABLE when their time is over. One that is released, delivered or
-- ended is passed over.
create function hub.end_waiting(p_boxes bigint[], p_messages uuid[], p_withdrawn boolean, p_event_ids uuid[], p_at timestamptz)
returns table (box_id bigint, top_seq bigint, epoch int, events text)
language plpgsql as $$
#variable_conflict use_column
declare v_boxes bigint[]; v_numbers text[]; v_targets bigint[]; v_ids uuid[];
begin
  perform 1 from hub.box x where x.box_id = any (p_boxes) order by x.box_id for no key update;
  with gone as (
    delete from hub.waiting w using unnest(p_boxes, p_messages, p_event_ids) i(box, msg, eid)
     where w.box_id = i.box and w.message_id = i.msg and w.released_at is null
    returning w.box_id, w.number, w.recipient_box, i.eid)
  select array_agg(g.box_id order by g.eid), array_agg(g.number order by g.eid), array_agg(g.recipient_box order by g.eid), array_agg(g.eid order by g.eid)
    into v_boxes, v_numbers, v_targets, v_ids from gone g;
  if v_boxes is null then return; end if;
  update hub.leg l set state = case when p_withdrawn then 'WITHDRAWN' else 'UNDELIVERABLE' end,
         reason = case when p_withdrawn then null when (d.meta #>> '{response,deadline}')::timestamptz <= l.waits_until then 'DEADLINE_PASSED' else 'NOT_CONNECTED' end
    from unnest(v_boxes, v_numbers, v_targets) i(box, num, target) join hub.document d on d.box_id = i.box and d.number = i.num
   where l.box_id = i.box and l.number = i.num and l.recipient_box = i.target;
  update hub.document d set status = 'COMPLETED'
    from (select distinct box, num from unnest(v_boxes, v_numbers) u(box, num)) i
   where d.box_id = i.box and d.number = i.num and d.status = 'PARTLY_DELIVERED'
     and not exists (select from hub.leg l where l.box_id = d.box_id and l.number = d.number and l.state in ('AWAITING_CONNECTION', 'QUEUED', 'UNDELIVERABLE'));
  return query
    select a.box_id, a.top_seq, a.epoch, a.events
      from (select array_agg(i.box order by i.ord) boxes, array_agg(i.eid order by i.ord) ids,
                   array_agg('kz.centerpro.document.' || lower(l.state) order by i.ord) types, array_agg(i.num order by i.ord) subjects,
                   array_agg(jsonb_strip_nulls(jsonb_build_object('number', i.num, 'status', l.state, 'documentStatus', d.shown,
                     'title', d.meta ->> 'title', 'recipient', l.recipient, 'reason', l.reason))::text order by i.ord) datas
              from unnest(v_boxes, v_numbers, v_targets, v_ids) with ordinality i(box, num, target, eid, ord)
              join hub.leg l on l.box_id = i.box and l.number = i.num and l.recipient_box = i.target
              join hub.document d on d.box_id = i.box and d.number = i.num) e,
           lateral eventlog.append(e.boxes, e.ids, e.types, e.subjects, p_at, e.datas) a;
end $$;

grant select, insert on hub.address to center_hub;
grant update (claimed_until) on hub.address to center_hub;
grant select, insert, delete on hub.waiting to center_hub;
grant update (released_at) on hub.waiting to center_hub;
revoke execute on all functions in schema hub from public;
grant execute on all functions in schema hub to center_hub;
