-- Documents, their content (sealed), legs, the outbox, usage, and the memory of what was submitted before.
-- Rules that keep sharding possible (design §1): the box is the first column of every key and named in every statement;
-- one function call writes one shard; counters live in the box row; ids and times come from the application.

-- A node's lease on its three digits of the document number.
create table hub.node (
  node_id    int primary key check (node_id between 0 and 999),
  holder     uuid not null,
  expires_at timestamptz not null
);

-- Takes or renews the lease of p_holder. number_from: no number may carry an earlier time than this.
create function hub.lease_node(p_holder uuid, p_ttl interval)
returns table (node_id int, expires_at timestamptz, number_from timestamptz)
language plpgsql as $$
#variable_conflict use_column
declare v_now timestamptz := clock_timestamp();
begin
  return query update hub.node n set expires_at = v_now + p_ttl
                where n.holder = p_holder and n.expires_at > v_now
            returning n.node_id, n.expires_at, v_now - interval '1 hour';
  if found then return; end if;
  perform pg_advisory_xact_lock(20240101);
  return query
    with free as (
      select c.id, n.expires_at was from generate_series(0, 999) c(id)
        left join hub.node n on n.node_id = c.id
       where n.node_id is null or n.expires_at < v_now
       order by n.expires_at nulls first, c.id limit 1)
    insert into hub.node as t (node_id, holder, expires_at) select id, p_holder, v_now + p_ttl from free
    on conflict (node_id) do update set holder = excluded.holder, expires_at = excluded.expires_at
    returning t.node_id, t.expires_at, coalesce((select was from free), v_now - interval '1 hour');
end $$;

-- Positions of documents per box and direction.
create table hub.box (
  box_id  bigint primary key,
  out_pos bigint not null default 0,
  in_pos  bigint not null default 0
) with (fillfactor = 50);

create table hub.content (
  box_id     bigint not null,
  content_id uuid   not null,
  key_id     text   not null,
  sealed_key bytea  not null check (octet_length(sealed_key) = 60),
  size       bigint not null,
  chunks     int    not null,
  bound      boolean not null default false,
  created_at timestamptz not null,
  primary key (box_id, content_id)
);
create index content_unbound on hub.content (created_at) where not bound;

create table hub.content_chunk (
  box_id     bigint not null,
  content_id uuid   not null,
  ordinal    int    not null,
  sealed     bytea  not null,
  primary key (box_id, content_id, ordinal)
);
alter table hub.content_chunk alter column sealed set storage external; -- sealed bytes do not compress

create table hub.document (
  box_id        bigint not null,
  number        text collate "C" not null check (number ~ '^[0-9]{20}$'),
  pos           bigint not null,
  submission_id uuid   not null,
  external_id   text,
  content_id    uuid   not null,
  size          bigint not null,
  sha256        bytea  check (octet_length(sha256) = 32),
  meta          jsonb  not null, -- title, file name, media type, document type, sender, signers, warnings
  status        text   not null default 'REGISTERED' check (status in ('REGISTERED', 'PARTLY_DELIVERED', 'COMPLETED')),
  registered_at timestamptz not null,
  primary key (box_id, number),
  unique (box_id, submission_id),
  unique (box_id, pos)
);

-- The signature as it came (an attached one holds the content, so it is sealed too) and the report of its verification.
create table hub.document_signature (
  box_id  bigint not null,
  number  text collate "C" not null,
  ordinal int    not null,
  sealed  bytea  not null,
  report  jsonb  not null,
  primary key (box_id, number, ordinal)
);

create table hub.leg (
  box_id        bigint not null,
  number        text collate "C" not null,
  ordinal       int    not null,
  recipient_box bigint not null,
  recipient     jsonb  not null,
  state         text   not null default 'QUEUED' check (state in ('QUEUED', 'DELIVERED', 'RECEIVED', 'READ', 'UNDELIVERABLE')),
  delivered_at  timestamptz,
  received_at   timestamptz,
  read_at       timestamptz,
  primary key (box_id, number, ordinal),
  unique (box_id, number, recipient_box)
);

create table hub.inbox (
  box_id       bigint not null,
  number       text collate "C" not null,
  pos          bigint not null,
  sender_box   bigint not null,
  content_id   uuid   not null,
  event_id     uuid   not null,
  size         bigint not null,
  sha256       bytea,
  meta         jsonb  not null,
  registered_at timestamptz not null,
  delivered_at timestamptz not null,
  received_at  timestamptz,
  read_at      timestamptz,
  primary key (box_id, number),
  unique (box_id, event_id),
  unique (box_id, pos)
);

-- What one box has to tell another: a document to deliver, or a receipt to bring back. A row goes when it is acknowledged.
create table hub.outbox (
  box_id        bigint not null,
  message_id    uuid   not null,
  kind          text   not null check (kind in ('DELIVER', 'RECEIVED', 'READ')),
  target_box    bigint not null,
  number        text collate "C" not null,
  at            timestamptz not null,
  data          text   not null,
  claimed_until timestamptz not null default '-infinity',
  attempts      int    not null default 0,
  primary key (box_id, message_id)
);
create index outbox_due on hub.outbox (claimed_until, message_id);

-- The same fact as the document, for billing (design, decision 10).
create table hub.usage (
  box_id   bigint not null,
  usage_id uuid   not null,
  metric   text   not null,
  quantity bigint not null check (quantity > 0),
  bytes    bigint not null check (bytes >= 0),
  number   text collate "C" not null,
  at       timestamptz not null,
  primary key (box_id, usage_id)
);

-- What was submitted before: by Idempotency-Key ('K') and by externalId ('E', for ever).
create table hub.memory (
  box_id        bigint not null,
  kind          char(1) not null check (kind in ('K', 'E')),
  key           text collate "C" not null,
  fingerprint   bytea not null check (octet_length(fingerprint) = 32),
  submission_id uuid  not null,
  at            timestamptz not null,
  primary key (box_id, kind, key)
);

-- Submissions that wait for evidence, and those that failed after waiting.
create table hub.submission (
  box_id        bigint not null,
  submission_id uuid   not null,
  participant   uuid   not null,
  status        text   not null check (status in ('PENDING_VALIDATION', 'REJECTED')),
  content_id    uuid   not null,
  sealed_parts  bytea  not null, -- metadata and signature, sealed with the content's key
  external_id   text,
  idempotency_key text,
  fingerprint   bytea  not null,
  reason        text   not null,
  problem       text,
  detail        text   not null,
  signers       text   not null,
  received_at   timestamptz not null,
  due_at        timestamptz not null,
  attempts      int    not null default 0,
  primary key (box_id, submission_id)
);
create index submission_due on hub.submission (due_at) where status = 'PENDING_VALIDATION';

-- Accepts a batch: claims, number, content, document, signature, legs, outbox, usage and the sender's events in one
-- transaction. Arrays p_* have one entry for each item; l_* one for each leg, with l_item the item's index from 1; bytes
-- come concatenated, because the driver corrupts arrays of bytea. Returns for each item its outcome: NEW, SAME (accepted
-- before with the same content: number tells) or OTHER (the key or externalId belongs to other content).
create function hub.accept_batch(
  p_boxes bigint[], p_submissions uuid[], p_numbers text[], p_external text[], p_keys text[], p_fingerprints text[],
  p_contents uuid[], p_key_ids text[], p_sealed_keys text[], p_sizes bigint[], p_sha256 text[], p_metas text[],
  p_inline_lengths int[], p_inline bytea, p_signature_lengths int[], p_signatures bytea, p_reports text[],
  p_event_ids uuid[], p_event_data text[], p_usage_ids uuid[], p_ats timestamptz[],
  l_item int[], l_ordinal int[], l_box bigint[], l_recipient text[], l_message uuid[], l_data text[],
  p_at timestamptz)
returns table (ord int, outcome text, submission uuid, number text, top_box bigint, top_epoch int, top_seq bigint)
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
    select p_boxes[l.item], p_numbers[l.item], l.ordinal, l.box, l.recipient::jsonb
      from unnest(l_item, l_ordinal, l_box, l_recipient) l(item, ordinal, box, recipient)
     where v_win[l.item];
  insert into hub.outbox (box_id, message_id, kind, target_box, number, at, data)
    select p_boxes[l.item], l.message, 'DELIVER', l.box, p_numbers[l.item], p_at, l.data
      from unnest(l_item, l_box, l_message, l_data) l(item, box, message, data)
     where v_win[l.item];
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
      select a.box_id, a.top_seq, a.epoch
        from (select array_agg(box order by ord) boxes, array_agg(eid order by ord) ids,
                     array_agg('kz.centerpro.document.registered'::text) types, array_agg(num order by ord) subjects,
                     array_agg(data order by ord) datas from w having count(*) > 0) e,
             lateral eventlog.append(e.boxes, e.ids, e.types, e.subjects, p_at, e.datas) a)
    select i.ord::int, i.outcome, i.sub, coalesce(f.num, i.known), i.box, t.epoch, t.top_seq
      from unnest(v_out, v_sub, v_num, p_boxes) with ordinality i(outcome, sub, known, box, ord)
      left join unnest(p_submissions, p_numbers, v_win) f(sub, num, won) on f.sub = i.sub and f.won
      left join t on t.box_id = i.box
     order by i.ord;
end $$;

-- Claims up to p_limit outbox rows for p_ttl. Several nodes may drain at once; each row is worked by one at a time, and
-- twice does no harm: delivery is unique by (recipient box, number), acknowledgement by the row itself.
create function hub.claim_outbox(p_limit int, p_now timestamptz, p_ttl interval)
returns setof hub.outbox
language sql as $$
  update hub.outbox o set claimed_until = p_now + p_ttl, attempts = o.attempts + 1
    from (select c.box_id, c.message_id from hub.outbox c where c.claimed_until < p_now
           order by c.claimed_until, c.message_id limit p_limit for update skip locked) d
   where o.box_id = d.box_id and o.message_id = d.message_id
  returning o.*
$$;

-- Puts documents into their recipients' boxes, with the arrived events. What is there already is passed over.
create function hub.deliver_batch(
  p_boxes bigint[], p_numbers text[], p_senders bigint[], p_messages uuid[], p_datas text[], p_at timestamptz)
returns table (box_id bigint, top_seq bigint, epoch int)
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
    select a.box_id, a.top_seq, a.epoch
      from (select array_agg(i.box order by i.ord) boxes, array_agg(i.msg order by i.ord) ids,
                   array_agg('kz.centerpro.document.arrived'::text) types, array_agg(i.num order by i.ord) subjects,
                   array_agg((i.data::jsonb -> 'event')::text order by i.ord) datas
              from unnest(p_boxes, p_numbers, p_messages, p_datas, v_new) with ordinality i(box, num, msg, data, isnew, ord)
             where i.isnew having count(*) > 0) e,
           lateral eventlog.append(e.boxes, e.ids, e.types, e.subjects, p_at, e.datas) a;
end $$;

-- Moves legs from QUEUED to DELIVERED with the delivered event; a leg that moved before is passed over, so that the sender
-- hears of a delivery once and before any receipt, whichever of the two callers comes first.
create function hub.mark_delivered(p_boxes bigint[], p_numbers text[], p_targets bigint[], p_event_ids uuid[], p_at timestamptz)
returns table (box_id bigint, top_seq bigint, epoch int)
language plpgsql as $$
#variable_conflict use_column
begin
  return query
    with leg as (
      update hub.leg l set state = 'DELIVERED', delivered_at = p_at
        from unnest(p_boxes, p_numbers, p_targets, p_event_ids) with ordinality i(box, num, target, eid, ord)
       where l.box_id = i.box and l.number = i.num and l.recipient_box = i.target and l.state = 'QUEUED'
      returning l.box_id, l.number, l.recipient, l.ordinal, i.eid, i.ord),
    doc as (
      update hub.document d
         set status = case when exists (select from hub.leg l where l.box_id = d.box_id and l.number = d.number and l.state = 'QUEUED'
                                           and not exists (select from leg g where g.box_id = l.box_id and g.number = l.number and g.ordinal = l.ordinal))
                           then 'PARTLY_DELIVERED' else 'COMPLETED' end
        from (select distinct l.box_id, l.number from leg l) m
       where d.box_id = m.box_id and d.number = m.number
      returning d.box_id, d.number, d.status, d.meta),
    e as (
      select array_agg(l.box_id order by l.ord) boxes, array_agg(l.eid order by l.ord) ids,
             array_agg('kz.centerpro.document.delivered'::text) types, array_agg(l.number order by l.ord) subjects,
             array_agg(jsonb_build_object('number', l.number, 'status', d.status, 'title', d.meta ->> 'title', 'recipient', l.recipient)::text
                       order by l.ord) datas
        from leg l join doc d on d.box_id = l.box_id and d.number = l.number having count(*) > 0)
    select a.box_id, a.top_seq, a.epoch from e, lateral eventlog.append(e.boxes, e.ids, e.types, e.subjects, p_at, e.datas) a;
end $$;

-- Acknowledges deliveries in the senders' boxes: the leg's state, the delivered event, and the outbox row goes.
create function hub.acknowledge_batch(p_boxes bigint[], p_messages uuid[], p_numbers text[], p_targets bigint[], p_event_ids uuid[], p_at timestamptz)
returns table (box_id bigint, top_seq bigint, epoch int)
language plpgsql as $$
#variable_conflict use_column
begin
  perform 1 from hub.box x where x.box_id = any (p_boxes) order by x.box_id for no key update;
  delete from hub.outbox o using unnest(p_boxes, p_messages) i(box, msg) where o.box_id = i.box and o.message_id = i.msg;
  return query select m.box_id, m.top_seq, m.epoch from hub.mark_delivered(p_boxes, p_numbers, p_targets, p_event_ids, p_at) m;
end $$;

-- The recipient fetched (p_read false) or read (true) a document: marks it, tells his own box, and queues the receipt for
-- the sender's box. Idempotent: what is marked already changes nothing. Returns no row then.
create function hub.receive(p_box bigint, p_number text, p_read boolean, p_event_id uuid, p_message uuid, p_at timestamptz)
returns table (box_id bigint, top_seq bigint, epoch int)
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
  return query select a.box_id, a.top_seq, a.epoch
    from eventlog.append(array[p_box], array[p_event_id], array['kz.centerpro.document.' || lower(v_kind)], array[p_number], p_at,
         array[jsonb_build_object('number', p_number, 'status', v_kind, 'title', r.meta ->> 'title', 'sender', r.meta -> 'sender')::text]) a;
end $$;

-- The receipts of these rows were brought: they go.
create function hub.forget_batch(p_boxes bigint[], p_messages uuid[]) returns int
language sql as $$
  with gone as (delete from hub.outbox o using unnest(p_boxes, p_messages) i(box, msg)
                 where o.box_id = i.box and o.message_id = i.msg returning 1)
  select count(*)::int from gone
$$;

-- Brings receipts into the senders' boxes. p_boxes are the senders', p_recipients who received. Unique by the leg's state.
create function hub.receipt_batch(
  p_boxes bigint[], p_numbers text[], p_recipients bigint[], p_kinds text[], p_event_ids uuid[], p_delivered_ids uuid[],
  p_ats timestamptz[], p_at timestamptz)
returns table (box_id bigint, top_seq bigint, epoch int)
language plpgsql as $$
#variable_conflict use_column
begin
  perform 1 from hub.box x where x.box_id = any (p_boxes) order by x.box_id for no key update;
  return query select m.box_id, m.top_seq, m.epoch from hub.mark_delivered(p_boxes, p_numbers, p_recipients, p_delivered_ids, p_at) m;
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
    select a.box_id, a.top_seq, a.epoch from e, lateral eventlog.append(e.boxes, e.ids, e.types, e.subjects, p_at, e.datas) a;
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
    select a.box_id, a.top_seq, a.epoch from e, lateral eventlog.append(e.boxes, e.ids, e.types, e.subjects, p_at, e.datas) a;
end $$;

-- Keeps a submission that waits for evidence, with its claims. Returns the submission that the claims belong to and whether
-- its content is the same.
create function hub.park(
  p_box bigint, p_submission uuid, p_participant uuid, p_external text, p_key text, p_fingerprint text, p_content uuid, p_key_id text, p_sealed_key text,
  p_size bigint, p_inline bytea, p_parts bytea, p_reason text, p_detail text, p_signers text, p_due timestamptz, p_at timestamptz)
returns table (submission uuid, same boolean)
language plpgsql as $$
#variable_conflict use_column
declare v_fp bytea := decode(p_fingerprint, 'hex'); v_sub uuid; v_same boolean;
begin
  insert into hub.box (box_id) values (p_box) on conflict do nothing;
  perform 1 from hub.box x where x.box_id = p_box for no key update;
  select m.submission_id, m.fingerprint = v_fp into v_sub, v_same from hub.memory m
   where m.box_id = p_box and (m.kind = 'E' and m.key = p_external or m.kind = 'K' and m.key = p_key) order by m.kind limit 1;
  if found then return query select v_sub, v_same; return; end if;
  insert into hub.memory (box_id, kind, key, fingerprint, submission_id, at)
    select p_box, k.kind, k.key, v_fp, p_submission, p_at from (values ('E', p_external), ('K', p_key)) k(kind, key) where k.key is not null;
  if p_inline is not null then
    insert into hub.content (box_id, content_id, key_id, sealed_key, size, chunks, bound, created_at)
    values (p_box, p_content, p_key_id, decode(p_sealed_key, 'hex'), p_size, case when octet_length(p_inline) > 0 then 1 else 0 end, true, p_at);
    insert into hub.content_chunk (box_id, content_id, ordinal, sealed) select p_box, p_content, 0, p_inline where octet_length(p_inline) > 0;
  else
    update hub.content c set bound = true where c.box_id = p_box and c.content_id = p_content;
  end if;
  insert into hub.submission (box_id, submission_id, participant, status, content_id, sealed_parts, external_id, idempotency_key, fingerprint,
                              reason, detail, signers, received_at, due_at)
  values (p_box, p_submission, p_participant, 'PENDING_VALIDATION', p_content, p_parts, p_external, p_key, v_fp, p_reason, p_detail, p_signers, p_at, p_due);
  return query select p_submission, true;
end $$;

-- A waiting submission failed after all: no number was used. Its content goes, its claims stay, the sender hears why.
create function hub.refuse(p_box bigint, p_submission uuid, p_reason text, p_problem text, p_detail text, p_event_id uuid, p_data text, p_at timestamptz)
returns table (box_id bigint, top_seq bigint, epoch int)
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
  return query select a.box_id, a.top_seq, a.epoch
    from eventlog.append(array[p_box], array[p_event_id], array['kz.centerpro.document.refused'], array[p_submission::text], p_at, array[p_data]) a;
end $$;

grant select, insert, update, delete on hub.node, hub.box, hub.content, hub.content_chunk, hub.document, hub.document_signature,
  hub.leg, hub.inbox, hub.outbox, hub.usage, hub.memory, hub.submission to center_hub;
revoke update, delete on hub.usage, hub.document_signature from center_hub; -- facts are only added
revoke execute on all functions in schema hub from public;
grant execute on all functions in schema hub to center_hub;
