-- The wake-up carries the events: whoever appends is told what was appended, so that readers need not come and ask.

-- As before (see V060), and "events" is what was put into the box, in the form that goes out with the wake-up: records that
-- begin with RS (U+001E) and have their fields separated by US (U+001F): id, type, '=' and subject or nothing, time, data. The
-- data is the stored one as eventlog.page gives it, and the time is cut to milliseconds as a reader cuts it; JSON text has no
-- such characters. Null for a box that gets more at once than one wake-up would bear: its readers read a page.
drop function eventlog.append(bigint[], uuid[], text[], text[], timestamptz, text[]);
create function eventlog.append(p_boxes bigint[], p_ids uuid[], p_types text[], p_subjects text[], p_at timestamptz, p_datas text[])
returns table (box_id bigint, top_seq bigint, epoch int, events text)
language plpgsql as $$
#variable_conflict use_column
declare
  v_day date := (p_at at time zone 'Asia/Almaty')::date;
  v_time text := to_char(p_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');
  v_mute bigint[] := case when pg_column_size(p_datas) + 120 * cardinality(p_boxes) > 16000 then
    array(select b from unnest(p_boxes, p_datas) u(b, d) group by b having sum(octet_length(d) + 120) > 16000) else '{}' end;
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
               greatest(v_day, x.last_day), e.id, e.type, e.subject, p_at, e.data::jsonb
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
    returning x.box_id, x.top_seq, x.epoch, c.told;
end $$;
revoke execute on function eventlog.append(bigint[], uuid[], text[], text[], timestamptz, text[]) from public;
grant execute on function eventlog.append(bigint[], uuid[], text[], text[], timestamptz, text[]) to center_hub;

-- The hub's functions hand on what append told them; for the rest they are as they were (V030, V090). accept_batch tells it in
-- the row of the box's first registered document alone.

drop function hub.accept_batch(bigint[], uuid[], text[], text[], text[], text[], uuid[], text[], text[], bigint[], text[], text[], int[], bytea, int[], bytea, text[], uuid[], text[], uuid[], timestamptz[], text[], int[], int[], bigint[], text[], uuid[], text[], timestamptz, timestamptz);
create function hub.accept_batch(
  p_boxes bigint[], p_submissions uuid[], p_numbers text[], p_external text[], p_keys text[], p_fingerprints text[],
  p_contents uuid[], p_key_ids text[], p_sealed_keys text[], p_sizes bigint[], p_sha256 text[], p_metas text[],
  p_inline_lengths int[], p_inline bytea, p_signature_lengths int[], p_signatures bytea, p_reports text[],
  p_event_ids uuid[], p_event_data text[], p_usage_ids uuid[], p_ats timestamptz[], p_traces text[],
  l_item int[], l_ordinal int[], l_box bigint[], l_recipient text[], l_message uuid[], l_data text[],
  p_claimed timestamptz, p_at timestamptz)
returns table (ord int, outcome text, submission uuid, number text, top_box bigint, top_epoch int, top_seq bigint, events text)
language plpgsql as $$
#variable_conflict use_column
declare
  v_win boolean[];
  v_out text[];
  v_num text[];
  v_sub uuid[]; -- the submission that a repeated one is the same as
begin
  insert into hub.box (box_id) select distinct b from unnest(p_boxes) b order by b on conflict do nothing;
  perform 1 from hub.box x where x.box_id = any (p_boxes) order by x.box_id for no key update;

  -- The box lock makes claims of one box serial, so that none of these can wait for another batch.
  insert into hub.memory (box_id, kind, key, fingerprint, submission_id, at)
    select i.box, 'E', i.ext, decode(i.fp, 'hex'), i.sub, p_at
      from unnest(p_boxes, p_external, p_fingerprints, p_submissions) i(box, ext, fp, sub)
     where i.ext is not null on conflict do nothing;
  insert into hub.memory (box_id, kind, key, fingerprint, submission_id, at)
    select i.box, 'K', i.key, decode(i.fp, 'hex'), coalesce(e.submission_id, i.sub), p_at
      from unnest(p_boxes, p_external, p_fingerprints, p_submissions, p_keys) i(box, ext, fp, sub, key)
      left join hub.memory e on e.box_id = i.box and e.kind = 'E' and e.key = i.ext and e.fingerprint = decode(i.fp, 'hex')
     where i.key is not null on conflict do nothing;

  select array_agg(r.won order by r.ord), array_agg(r.outcome order by r.ord), array_agg(r.number order by r.ord),
         array_agg(r.sub order by r.ord)
    into v_win, v_out, v_num, v_sub
    from (
      select i.ord, coalesce(e.submission_id, k.submission_id, i.sub) as sub,
             d.number is null and coalesce(e.submission_id, k.submission_id, i.sub) = i.sub
               and coalesce(k.submission_id, i.sub) = i.sub
               and coalesce(e.fingerprint = decode(i.fp, 'hex'), true) and coalesce(k.fingerprint = decode(i.fp, 'hex'), true) as won,
             case when not (coalesce(e.fingerprint = decode(i.fp, 'hex'), true)) then 'OTHER_EXTERNAL'
                  when not (coalesce(k.fingerprint = decode(i.fp, 'hex'), true)) then 'OTHER_KEY'
                  when d.number is not null then 'SAME'
                  when coalesce(e.submission_id, k.submission_id, i.sub) = i.sub and coalesce(k.submission_id, i.sub) = i.sub then 'NEW'
                  else 'SAME' end as outcome,
             d.number
        from unnest(p_boxes, p_external, p_fingerprints, p_submissions, p_keys) with ordinality i(box, ext, fp, sub, key, ord)
        left join hub.memory e on e.box_id = i.box and e.kind = 'E' and e.key = i.ext
        left join hub.memory k on k.box_id = i.box and k.kind = 'K' and k.key = i.key
        left join hub.document d on d.box_id = i.box
              and d.submission_id = coalesce(e.submission_id, k.submission_id, i.sub)) r;

  -- A claim of an item that lost by its other key must not stay behind.
  delete from hub.memory m using unnest(p_boxes, p_submissions, v_win, v_out) i(box, sub, won, outcome)
   where m.box_id = i.box and m.submission_id = i.sub and i.outcome like 'OTHER%';

  insert into hub.content (box_id, content_id, key_id, sealed_key, size, chunks, bound, created_at)
    select i.box, i.cid, i.kid, decode(i.sk, 'hex'), i.size, case when i.len > 0 then 1 else 0 end, true, p_at
      from unnest(p_boxes, p_contents, p_key_ids, p_sealed_keys, p_sizes, p_inline_lengths, v_win) i(box, cid, kid, sk, size, len, won)
     where i.won and i.len >= 0;
  insert into hub.content_chunk (box_id, content_id, ordinal, sealed)
    select i.box, i.cid, 0, substring(p_inline from (i.upto - i.len + 1)::int for i.len)
      from (select box, cid, len, won, sum(greatest(len, 0)) over (order by ord) upto
              from unnest(p_boxes, p_contents, p_inline_lengths, v_win) with ordinality u(box, cid, len, won, ord)) i
     where i.won and i.len > 0;
  update hub.content c set bound = true
    from unnest(p_boxes, p_contents, p_inline_lengths, v_win) i(box, cid, len, won)
   where i.won and i.len < 0 and c.box_id = i.box and c.content_id = i.cid;

  insert into hub.document (box_id, number, pos, submission_id, external_id, content_id, size, sha256, meta, registered_at)
    select i.box, i.num, x.out_pos + row_number() over (partition by i.box order by i.ord), i.sub, i.ext, i.cid, i.size,
           decode(i.sha, 'hex'), i.meta::jsonb, i.at
      from unnest(p_boxes, p_numbers, p_submissions, p_external, p_contents, p_sizes, p_sha256, p_metas, p_ats, v_win)
           with ordinality i(box, num, sub, ext, cid, size, sha, meta, at, won, ord)
      join hub.box x on x.box_id = i.box
     where i.won;
  update hub.box x set out_pos = x.out_pos + c.n
    from (select i.box, count(*) n from unnest(p_boxes, v_win) i(box, won) where i.won group by i.box) c
   where x.box_id = c.box;
  insert into hub.document_signature (box_id, number, ordinal, sealed, report)
    select i.box, i.num, 0, substring(p_signatures from (i.upto - i.len + 1)::int for i.len), i.report::jsonb
      from (select box, num, len, report, won, sum(len) over (order by ord) upto
              from unnest(p_boxes, p_numbers, p_signature_lengths, p_reports, v_win) with ordinality u(box, num, len, report, won, ord)) i
     where i.won;
  insert into hub.leg (box_id, number, ordinal, recipient_box, recipient)
    select i.box, i.num, l.ordinal, l.box, l.recipient::jsonb
      from unnest(l_item, l_ordinal, l_box, l_recipient) l(item, ordinal, box, recipient)
      join unnest(p_boxes, p_numbers, v_win) with ordinality i(box, num, won, ord) on i.ord = l.item
     where i.won;
  insert into hub.outbox (box_id, message_id, kind, target_box, number, at, data, trace, claimed_until)
    select i.box, l.message, 'DELIVER', l.box, i.num, p_at, l.data, i.trace, p_claimed
      from unnest(l_item, l_box, l_message, l_data) l(item, box, message, data)
      join unnest(p_boxes, p_numbers, p_traces, v_win) with ordinality i(box, num, trace, won, ord) on i.ord = l.item
     where i.won;
  insert into hub.usage (box_id, usage_id, metric, quantity, bytes, number, at)
    select i.box, i.uid, 'document.sent', 1, i.size, i.num, p_at
      from unnest(p_boxes, p_usage_ids, p_sizes, p_numbers, v_win) i(box, uid, size, num, won)
     where i.won;
  delete from hub.submission s using unnest(p_boxes, p_submissions, v_win) i(box, sub, won)
   where i.won and s.box_id = i.box and s.submission_id = i.sub;

  return query
    with w as (
      select i.box, i.eid, i.num, i.data, i.ord
        from unnest(p_boxes, p_event_ids, p_numbers, p_event_data, v_win) with ordinality i(box, eid, num, data, won, ord)
       where i.won),
    t as (
      select a.box_id, a.top_seq, a.epoch, a.events, f.ord
        from (select array_agg(box order by ord) boxes, array_agg(eid order by ord) ids,
                     array_agg('kz.centerpro.document.registered'::text) types, array_agg(num order by ord) subjects,
                     array_agg(data order by ord) datas from w having count(*) > 0) e,
             lateral eventlog.append(e.boxes, e.ids, e.types, e.subjects, p_at, e.datas) a
        join (select box, min(ord) ord from w group by box) f on f.box = a.box_id)
    select i.ord::int, i.outcome, i.sub, coalesce(f.num, i.known), i.box, t.epoch, t.top_seq, t.events
      from unnest(v_out, v_sub, v_num, p_boxes) with ordinality i(outcome, sub, known, box, ord)
      left join unnest(p_submissions, p_numbers, v_win) f(sub, num, won) on f.sub = i.sub and f.won
      left join t on t.ord = i.ord
     order by i.ord;
end $$;

drop function hub.deliver_batch(bigint[], text[], bigint[], uuid[], text[], timestamptz);
create function hub.deliver_batch(
  p_boxes bigint[], p_numbers text[], p_senders bigint[], p_messages uuid[], p_datas text[], p_at timestamptz)
returns table (box_id bigint, top_seq bigint, epoch int, events text)
language plpgsql as $$
#variable_conflict use_column
declare v_new boolean[];
begin
  insert into hub.box (box_id) select distinct b from unnest(p_boxes) b order by b on conflict do nothing;
  perform 1 from hub.box x where x.box_id = any (p_boxes) order by x.box_id for no key update;
  select array_agg(not exists (select from hub.inbox x where x.box_id = i.box and x.number = i.num) order by i.ord)
    into v_new from unnest(p_boxes, p_numbers) with ordinality i(box, num, ord);
  insert into hub.inbox (box_id, number, pos, sender_box, content_id, event_id, size, sha256, meta, registered_at, delivered_at)
    select i.box, i.num, x.in_pos + row_number() over (partition by i.box order by i.ord), i.sender,
           (i.d ->> 'contentId')::uuid, i.msg, (i.d ->> 'size')::bigint, decode(i.d ->> 'sha256', 'hex'), i.d -> 'meta',
           (i.d ->> 'registeredAt')::timestamptz, p_at
      from (select box, num, sender, msg, data::jsonb d, isnew, ord
              from unnest(p_boxes, p_numbers, p_senders, p_messages, p_datas, v_new) with ordinality u(box, num, sender, msg, data, isnew, ord)) i
      join hub.box x on x.box_id = i.box
     where i.isnew;
  update hub.box x set in_pos = x.in_pos + c.n
    from (select i.box, count(*) n from unnest(p_boxes, v_new) i(box, isnew) where i.isnew group by i.box) c
   where x.box_id = c.box;
  return query
    select a.box_id, a.top_seq, a.epoch, a.events
      from (select array_agg(i.box order by i.ord) boxes, array_agg(i.msg order by i.ord) ids,
                   array_agg('kz.centerpro.document.arrived'::text) types, array_agg(i.num order by i.ord) subjects,
                   array_agg((i.data::jsonb -> 'event')::text order by i.ord) datas
              from unnest(p_boxes, p_numbers, p_messages, p_datas, v_new) with ordinality i(box, num, msg, data, isnew, ord)
             where i.isnew having count(*) > 0) e,
           lateral eventlog.append(e.boxes, e.ids, e.types, e.subjects, p_at, e.datas) a;
end $$;

drop function hub.mark_delivered(bigint[], text[], bigint[], uuid[], text[], timestamptz);
create function hub.mark_delivered(p_boxes bigint[], p_numbers text[], p_targets bigint[], p_event_ids uuid[], p_traces text[], p_at timestamptz)
returns table (box_id bigint, top_seq bigint, epoch int, events text)
language plpgsql as $$
#variable_conflict use_column
begin
  return query
    with leg as (
      update hub.leg l set state = 'DELIVERED', delivered_at = p_at
        from unnest(p_boxes, p_numbers, p_targets, p_event_ids, p_traces) with ordinality i(box, num, target, eid, trace, ord)
       where l.box_id = i.box and l.number = i.num and l.recipient_box = i.target and l.state = 'QUEUED'
      returning l.box_id, l.number, l.recipient, i.eid, i.trace, i.ord),
    doc as (
      update hub.document d
         set status = case when m.moved < (select count(*) from hub.leg l
                                            where l.box_id = d.box_id and l.number = d.number and l.state = 'QUEUED')
                           then 'PARTLY_DELIVERED' else 'COMPLETED' end
        from (select l.box_id, l.number, count(*) moved from leg l group by l.box_id, l.number) m
       where d.box_id = m.box_id and d.number = m.number
      returning d.box_id, d.number, d.status, d.meta),
    e as (
      select array_agg(l.box_id order by l.ord) boxes, array_agg(l.eid order by l.ord) ids,
             array_agg('kz.centerpro.document.delivered'::text) types, array_agg(l.number order by l.ord) subjects,
             array_agg((jsonb_build_object('number', l.number, 'status', d.status, 'title', d.meta ->> 'title', 'recipient', l.recipient)
                        || case when l.trace is null then '{}' else jsonb_build_object('traceparent', l.trace) end)::text
                       order by l.ord) datas
        from leg l join doc d on d.box_id = l.box_id and d.number = l.number having count(*) > 0)
    select a.box_id, a.top_seq, a.epoch, a.events from e, lateral eventlog.append(e.boxes, e.ids, e.types, e.subjects, p_at, e.datas) a;
end $$;

drop function hub.acknowledge_batch(bigint[], uuid[], text[], bigint[], uuid[], text[], timestamptz);
create function hub.acknowledge_batch(p_boxes bigint[], p_messages uuid[], p_numbers text[], p_targets bigint[], p_event_ids uuid[], p_traces text[], p_at timestamptz)
returns table (box_id bigint, top_seq bigint, epoch int, events text)
language plpgsql as $$
#variable_conflict use_column
begin
  perform 1 from hub.box x where x.box_id = any (p_boxes) order by x.box_id for no key update;
  delete from hub.outbox o using unnest(p_boxes, p_messages) i(box, msg) where o.box_id = i.box and o.message_id = i.msg;
  return query select m.box_id, m.top_seq, m.epoch, m.events from hub.mark_delivered(p_boxes, p_numbers, p_targets, p_event_ids, p_traces, p_at) m;
end $$;

drop function hub.receive(bigint, text, boolean, uuid, uuid, timestamptz);
create function hub.receive(p_box bigint, p_number text, p_read boolean, p_event_id uuid, p_message uuid, p_at timestamptz)
returns table (box_id bigint, top_seq bigint, epoch int, events text)
language plpgsql as $$
#variable_conflict use_column
declare r hub.inbox; v_kind text := case when p_read then 'READ' else 'RECEIVED' end;
begin
  update hub.inbox i set received_at = coalesce(i.received_at, p_at), read_at = case when p_read then p_at else i.read_at end
   where i.box_id = p_box and i.number = p_number
     and case when p_read then i.read_at is null else i.received_at is null end
  returning i.* into r;
  if not found then return; end if;
  insert into hub.outbox (box_id, message_id, kind, target_box, number, at, data)
  values (p_box, p_message, v_kind, r.sender_box, p_number, p_at, '{}');
  return query select a.box_id, a.top_seq, a.epoch, a.events
    from eventlog.append(array[p_box], array[p_event_id], array['kz.centerpro.document.' || lower(v_kind)], array[p_number], p_at,
         array[jsonb_build_object('number', p_number, 'status', v_kind, 'title', r.meta ->> 'title', 'sender', r.meta -> 'sender')::text]) a;
end $$;

drop function hub.receipt_batch(bigint[], text[], bigint[], text[], uuid[], uuid[], timestamptz[], timestamptz);
create function hub.receipt_batch(
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
      update hub.leg l set read_at = i.at, state = 'READ', received_at = coalesce(l.received_at, i.at)
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

drop function hub.refuse(bigint, uuid, text, text, text, uuid, text, timestamptz);
create function hub.refuse(p_box bigint, p_submission uuid, p_reason text, p_problem text, p_detail text, p_event_id uuid, p_data text, p_at timestamptz)
returns table (box_id bigint, top_seq bigint, epoch int, events text)
language plpgsql as $$
#variable_conflict use_column
declare v_content uuid;
begin
  update hub.submission s set status = 'REJECTED', reason = p_reason, problem = p_problem, detail = p_detail, sealed_parts = ''::bytea
   where s.box_id = p_box and s.submission_id = p_submission and s.status = 'PENDING_VALIDATION'
  returning s.content_id into v_content;
  if not found then return; end if;
  delete from hub.content_chunk c where c.box_id = p_box and c.content_id = v_content;
  delete from hub.content c where c.box_id = p_box and c.content_id = v_content;
  return query select a.box_id, a.top_seq, a.epoch, a.events
    from eventlog.append(array[p_box], array[p_event_id], array['kz.centerpro.document.refused'], array[p_submission::text], p_at, array[p_data]) a;
end $$;

revoke execute on all functions in schema hub from public;
grant execute on all functions in schema hub to center_hub;
