-- Answers to documents: countersignatures, rejections, correction requests, annulments, deadlines that passed. Every step of a leg
-- is decided in one place, the recipient's row, whoever makes it: so two steps can never cross. From there the outbox takes it to
-- the sender's box as it takes receipts.

-- The state beyond delivery; null while nobody has answered. step counts the answers, so that of two at once one is made.
alter table hub.inbox add column answer text check (answer in ('SIGNED', 'DECLINED', 'CORRECTION_REQUESTED', 'ANNULMENT_PROPOSED', 'ANNULLED', 'EXPIRED')),
  add column answer_before text, -- what an annulment that is refused leads back to
  add column proposer text check (proposer in ('SENDER', 'RECIPIENT')),
  add column step int not null default 0,
  add column answers jsonb not null default '[]';
-- Who has not answered when the sender asked for a signature until a time; the times are of one length, so they sort as text.
create index inbox_answer_due on hub.inbox ((meta #>> '{response,deadline}'))
  where meta #>> '{response,deadline}' is not null and (answer is null or answer = 'CORRECTION_REQUESTED');

alter table hub.leg drop constraint leg_state_check;
alter table hub.leg add constraint leg_state_check check (state in ('QUEUED', 'DELIVERED', 'RECEIVED', 'READ', 'UNDELIVERABLE', 'SIGNED', 'DECLINED',
    'CORRECTION_REQUESTED', 'ANNULMENT_PROPOSED', 'ANNULLED', 'EXPIRED')),
  add column proposer text,
  add column step int not null default 0,
  add column signed_at timestamptz,
  add column answers jsonb not null default '[]';

alter table hub.outbox drop constraint outbox_kind_check;
alter table hub.outbox add constraint outbox_kind_check check (kind in ('DELIVER', 'RECEIVED', 'READ', 'ANSWER'));

-- An answer in the recipient's box, or one that waits for evidence (step null). Signature and key are sealed as a document's are:
-- the key is a row of hub.content without content.
create table hub.answer (
  box_id      bigint not null,
  answer_id   uuid   not null,
  number      text collate "C" not null,
  step        int    check (step > 0),
  status      text   not null check (status in ('ACCEPTED', 'PENDING_VALIDATION', 'REJECTED')),
  kind        text   not null check (kind in ('SIGNATURE', 'REJECTION', 'CORRECTION', 'ANNULMENT', 'ANNULMENT_ACCEPTANCE', 'ANNULMENT_REFUSAL', 'EXPIRY')),
  by_box      bigint not null, -- whose answer it is; 0 for the hub
  participant uuid,
  annulment   uuid,
  reason      text,
  key         text,
  fingerprint bytea  not null,
  content_id  uuid,
  sealed      bytea,
  report      jsonb,
  statement   text,  -- what was signed, when it is not the document
  signer_keys text,  -- of a countersignature, SHA-256 of the own signers' certificates
  shown       jsonb,
  told        jsonb, -- id, type and data of the event in the sender's box
  problem     text,
  detail      text,
  received_at timestamptz not null,
  due_at      timestamptz,
  primary key (box_id, answer_id),
  unique (box_id, number, step)
);
alter table hub.answer alter column sealed set storage external;
create unique index answer_key on hub.answer (box_id, number, by_box, key) where key is not null;
create index answer_due on hub.answer (due_at) where status = 'PENDING_VALIDATION';

-- As before (see V100); what is beyond reading is not undone by a receipt that comes late.
create or replace function hub.receipt_batch(
  p_boxes bigint[], p_numbers text[], p_recipients bigint[], p_kinds text[], p_event_ids uuid[], p_delivered_ids uuid[],
  p_ats timestamptz[], p_at timestamptz)
returns table (box_id bigint, top_seq bigint, epoch int, events text)
language plpgsql as $$
#variable_conflict use_column
begin
  perform 1 from hub.box x where x.box_id = any (p_boxes) order by x.box_id for no key update;
  return query select m.box_id, m.top_seq, m.epoch, m.events from hub.mark_delivered(p_boxes, p_numbers, p_recipients, p_delivered_ids, null, p_at) m;
  -- Two statements, because a RECEIVED and a READ of one leg may be in the same batch.
  return query
    with rec as (
      update hub.leg l set received_at = i.at, state = case when l.state = 'DELIVERED' then 'RECEIVED' else l.state end
        from unnest(p_boxes, p_numbers, p_recipients, p_kinds, p_event_ids, p_ats) with ordinality i(box, num, rcp, kind, eid, at, ord)
       where i.kind = 'RECEIVED' and l.box_id = i.box and l.number = i.num and l.recipient_box = i.rcp and l.received_at is null
      returning l.box_id, l.number, l.recipient, i.eid, i.ord),
    e as (
      select array_agg(l.box_id order by l.ord) boxes, array_agg(l.eid order by l.ord) ids,
             array_agg('kz.centerpro.document.received'::text) types, array_agg(l.number order by l.ord) subjects,
             array_agg(jsonb_build_object('number', l.number, 'status', 'RECEIVED', 'title', d.meta ->> 'title', 'recipient', l.recipient)::text
                       order by l.ord) datas
        from rec l join hub.document d on d.box_id = l.box_id and d.number = l.number having count(*) > 0)
    select a.box_id, a.top_seq, a.epoch, a.events from e, lateral eventlog.append(e.boxes, e.ids, e.types, e.subjects, p_at, e.datas) a;
  return query
    with rd as (
      update hub.leg l set read_at = i.at, received_at = coalesce(l.received_at, i.at),
             state = case when l.state in ('DELIVERED', 'RECEIVED') then 'READ' else l.state end
        from unnest(p_boxes, p_numbers, p_recipients, p_kinds, p_event_ids, p_ats) with ordinality i(box, num, rcp, kind, eid, at, ord)
       where i.kind = 'READ' and l.box_id = i.box and l.number = i.num and l.recipient_box = i.rcp and l.read_at is null
      returning l.box_id, l.number, l.recipient, i.eid, i.ord),
    e as (
      select array_agg(l.box_id order by l.ord) boxes, array_agg(l.eid order by l.ord) ids,
             array_agg('kz.centerpro.document.read'::text) types, array_agg(l.number order by l.ord) subjects,
             array_agg(jsonb_build_object('number', l.number, 'status', 'READ', 'title', d.meta ->> 'title', 'recipient', l.recipient)::text
                       order by l.ord) datas
        from rd l join hub.document d on d.box_id = l.box_id and d.number = l.number having count(*) > 0)
    select a.box_id, a.top_seq, a.epoch, a.events from e, lateral eventlog.append(e.boxes, e.ids, e.types, e.subjects, p_at, e.datas) a;
end $$;

-- Makes one step: the state, the answer, the event in the recipient's box and the outbox row for the sender's. p_step is the
-- number of steps that the caller has seen; when there are more by now nothing is written and MOVED is answered. The row of a
-- waiting answer (same p_answer) becomes the accepted one. Outcomes: NEW, SAME (with the earlier answer), OTHER_KEY, MOVED.
create function hub.make_answer(
  p_box bigint, p_number text, p_step int, p_answer uuid, p_kind text, p_by bigint, p_participant uuid, p_annulment uuid, p_reason text,
  p_key text, p_fingerprint text, p_content uuid, p_key_id text, p_sealed_key text, p_sealed bytea, p_report text, p_statement text, p_signer_keys text,
  p_state text, p_before text, p_proposer text, p_shown text, p_type text, p_own_data text, p_own_event uuid, p_other_data text,
  p_other_event uuid, p_message uuid, p_trace text, p_at timestamptz)
returns table (outcome text, answer uuid, box_id bigint, top_seq bigint, epoch int, events text)
language plpgsql as $$
#variable_conflict use_column
declare r hub.inbox; v_known hub.answer; v_fp bytea := decode(p_fingerprint, 'hex');
begin
  select * into r from hub.inbox i where i.box_id = p_box and i.number = p_number for update;
  if p_key is not null then
    select * into v_known from hub.answer a where a.box_id = p_box and a.number = p_number and a.by_box = p_by and a.key = p_key and a.answer_id <> p_answer;
    if found then
      return query select case when v_known.fingerprint = v_fp then 'SAME' else 'OTHER_KEY' end, v_known.answer_id, null::bigint, null::bigint, null::int, null::text;
      return;
    end if;
  end if;
  if p_signer_keys is not null then
    select * into v_known from hub.answer a where a.box_id = p_box and a.number = p_number and a.by_box = p_by and a.kind = p_kind
       and a.signer_keys = p_signer_keys and a.status = 'ACCEPTED';
    if found then
      return query select 'SAME', v_known.answer_id, null::bigint, null::bigint, null::int, null::text;
      return;
    end if;
  end if;
  if r.step <> p_step then
    return query select 'MOVED', p_answer, null::bigint, null::bigint, null::int, null::text;
    return;
  end if;
  if p_content is not null then
    insert into hub.content (box_id, content_id, key_id, sealed_key, size, chunks, bound, created_at)
    values (p_box, p_content, p_key_id, decode(p_sealed_key, 'hex'), 0, 0, true, p_at) on conflict do nothing;
  end if;
  insert into hub.answer as a (box_id, answer_id, number, step, status, kind, by_box, participant, annulment, reason, key, fingerprint, content_id, sealed,
                          report, statement, signer_keys, shown, told, received_at)
  values (p_box, p_answer, p_number, p_step + 1, 'ACCEPTED', p_kind, p_by, p_participant, p_annulment, p_reason, p_key, v_fp, p_content, p_sealed,
          p_report::jsonb, p_statement, p_signer_keys, p_shown::jsonb,
          jsonb_build_object('id', p_other_event, 'type', p_type, 'data', p_other_data::jsonb, 'answer', p_shown::jsonb, 'state', p_state,
                             'proposer', p_proposer, 'signedAt', case when p_state = 'SIGNED' and p_kind = 'SIGNATURE' then p_at end), p_at)
  on conflict (box_id, answer_id) do update set step = excluded.step, status = 'ACCEPTED', report = excluded.report, shown = excluded.shown,
         statement = excluded.statement, signer_keys = excluded.signer_keys, told = excluded.told, due_at = null, problem = null, detail = null
   where a.status = 'PENDING_VALIDATION';
  if not found then
    return query select 'SAME', p_answer, null::bigint, null::bigint, null::int, null::text;
    return;
  end if;
  update hub.inbox i set answer = p_state, answer_before = p_before, proposer = p_proposer, step = p_step + 1, answers = i.answers || p_shown::jsonb
   where i.box_id = p_box and i.number = p_number;
  -- All steps so far: whichever of a leg's messages comes first brings what is missing, in order.
  insert into hub.outbox (box_id, message_id, kind, target_box, number, at, data, trace)
  values (p_box, p_message, 'ANSWER', r.sender_box, p_number, p_at,
          (select jsonb_build_object('deliveredAt', r.delivered_at, 'receivedAt', r.received_at, 'readAt', r.read_at,
                                     'steps', jsonb_agg(a.told || jsonb_build_object('step', a.step) order by a.step))::text
             from hub.answer a where a.box_id = p_box and a.number = p_number and a.step is not null), p_trace);
  return query select 'NEW'::text, p_answer, e.box_id, e.top_seq, e.epoch, e.events
    from eventlog.append(array[p_box], array[p_own_event], array[p_type], array[p_number], p_at, array[p_own_data]) e;
end $$;

-- Keeps an answer whose evidence cannot be had now; the same outcomes as above, without a step.
create function hub.park_answer(
  p_box bigint, p_number text, p_answer uuid, p_kind text, p_by bigint, p_participant uuid, p_annulment uuid, p_reason text,
  p_key text, p_fingerprint text, p_content uuid, p_key_id text, p_sealed_key text, p_sealed bytea, p_detail text, p_shown text, p_due timestamptz,
  p_at timestamptz)
returns table (outcome text, answer uuid)
language plpgsql as $$
#variable_conflict use_column
declare v_known hub.answer; v_fp bytea := decode(p_fingerprint, 'hex');
begin
  perform 1 from hub.inbox i where i.box_id = p_box and i.number = p_number for update;
  select * into v_known from hub.answer a where a.box_id = p_box and a.number = p_number and a.by_box = p_by and a.key = p_key;
  if found then
    return query select case when v_known.fingerprint = v_fp then 'SAME' else 'OTHER_KEY' end, v_known.answer_id;
    return;
  end if;
  insert into hub.content (box_id, content_id, key_id, sealed_key, size, chunks, bound, created_at)
  values (p_box, p_content, p_key_id, decode(p_sealed_key, 'hex'), 0, 0, true, p_at);
  insert into hub.answer (box_id, answer_id, number, status, kind, by_box, participant, annulment, reason, key, fingerprint, content_id, sealed, shown, detail, received_at, due_at)
  values (p_box, p_answer, p_number, 'PENDING_VALIDATION', p_kind, p_by, p_participant, p_annulment, p_reason, p_key, v_fp, p_content, p_sealed,
          p_shown::jsonb, p_detail, p_at, p_due);
  return query select 'NEW'::text, p_answer;
end $$;

-- Brings answers into the senders' boxes: delivery and receipts that are still on their way come first, then every step that is
-- not there yet, in order. Bringing twice changes nothing.
create function hub.answer_batch(
  p_boxes bigint[], p_numbers text[], p_recipients bigint[], p_datas text[], p_delivered_ids uuid[], p_received_ids uuid[], p_read_ids uuid[], p_at timestamptz)
returns table (box_id bigint, top_seq bigint, epoch int, events text)
language plpgsql as $$
#variable_conflict use_column
declare m record; s jsonb; v_leg hub.leg; v_steps jsonb;
begin
  perform 1 from hub.box x where x.box_id = any (p_boxes) order by x.box_id for no key update;
  for m in select i.box, i.num, i.rcp, i.d::jsonb d, i.did, i.rid, i.eid
             from unnest(p_boxes, p_numbers, p_recipients, p_datas, p_delivered_ids, p_received_ids, p_read_ids) with ordinality i(box, num, rcp, d, did, rid, eid, ord)
            order by i.ord
  loop
    return query select b.box_id, b.top_seq, b.epoch, b.events
      from hub.mark_delivered(array[m.box], array[m.num], array[m.rcp], array[m.did], null, p_at) b;
    if m.d ->> 'receivedAt' is not null then
      return query select b.box_id, b.top_seq, b.epoch, b.events
        from hub.receipt_batch(array[m.box], array[m.num], array[m.rcp], array['RECEIVED'], array[m.rid], array[m.did],
                               array[(m.d ->> 'receivedAt')::timestamptz], p_at) b;
    end if;
    if m.d ->> 'readAt' is not null then
      return query select b.box_id, b.top_seq, b.epoch, b.events
        from hub.receipt_batch(array[m.box], array[m.num], array[m.rcp], array['READ'], array[m.eid], array[m.did],
                               array[(m.d ->> 'readAt')::timestamptz], p_at) b;
    end if;
    select * into v_leg from hub.leg l where l.box_id = m.box and l.number = m.num and l.recipient_box = m.rcp for update;
    select jsonb_agg(x.value order by (x.value ->> 'step')::int) into v_steps
      from jsonb_array_elements(m.d -> 'steps') x where (x.value ->> 'step')::int > v_leg.step;
    continue when v_steps is null;
    s := v_steps -> -1;
    update hub.leg l
       set state = coalesce(s ->> 'state', case when l.read_at is not null then 'READ' when l.received_at is not null then 'RECEIVED' else 'DELIVERED' end),
           proposer = s ->> 'proposer', step = (s ->> 'step')::int,
           signed_at = coalesce(l.signed_at, (select min((x.value ->> 'signedAt')::timestamptz) from jsonb_array_elements(v_steps) x)),
           answers = l.answers || (select jsonb_agg(x.value -> 'answer' order by (x.value ->> 'step')::int) from jsonb_array_elements(v_steps) x)
     where l.box_id = m.box and l.number = m.num and l.recipient_box = m.rcp;
    return query
      select a.box_id, a.top_seq, a.epoch, a.events
        from (select array_agg((x.value ->> 'id')::uuid order by x.ord) ids, array_agg(x.value ->> 'type' order by x.ord) types,
                     array_agg(m.num order by x.ord) subjects, array_agg(m.box order by x.ord) boxes, array_agg((x.value -> 'data')::text order by x.ord) datas
                from jsonb_array_elements(v_steps) with ordinality x(value, ord)) e,
             lateral eventlog.append(e.boxes, e.ids, e.types, e.subjects, p_at, e.datas) a;
  end loop;
end $$;

grant select, insert, update on hub.answer to center_hub;
revoke execute on all functions in schema hub from public;
grant execute on all functions in schema hub to center_hub;
