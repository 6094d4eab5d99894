-- Acts of works as documents of the operator's own (clause 6.9): which document an act is sent as, and how an answer to the
-- document becomes the answer to the act.

-- The language of the paper that is sent and signed.
alter table billing.act_preference add column language text not null default 'ru' check (language in ('kk', 'ru'));

-- How an act was answered: over /v1/acts alone, by its document, or in ИС ЭСФ.
alter table billing.act add column answered_through text check (answered_through in ('ACT', 'DOCUMENT', 'ESF'));
update billing.act set answered_through = 'ACT' where state in ('ACCEPTED', 'REFUSED');
-- The signature of a document is kept with the document, that of ИС ЭСФ there.
alter table billing.act drop constraint act_check3;
alter table billing.act add constraint act_accepted check ((state = 'ACCEPTED') = (signed_by is not null)
    and (state = 'ACCEPTED' and answered_through = 'ACT') = (signature is not null and certificate is not null and language is not null)),
  add constraint act_through check ((state in ('ACCEPTED', 'REFUSED')) = (answered_through is not null));

-- One for an act, made when its sending begins. While sending, nobody may answer the act itself: whether the document exists is
-- found out by sending it again, which externalId makes safe.
create table billing.act_document (
  number        text        collate "C" primary key references billing.act,
  box_id        bigint      not null,
  language      text        not null check (language in ('kk', 'ru')),
  document      text        collate "C", -- its 20 digits, in the recipient's box
  sending       boolean     not null default true,
  uncertain     boolean     not null default false, -- a sending ended in a way that does not tell whether the document exists
  claimed_until timestamptz not null,
  attempts      int         not null default 1,
  failure       text,
  closed_at     timestamptz -- the document's leg has been told what became of the act
);
create unique index act_document_known on billing.act_document (box_id, document);
create index act_document_due on billing.act_document (claimed_until) where document is null;
create index act_document_open on billing.act_document (number) where document is not null and closed_at is null;

-- The operator's own documents are sent on a lease that belongs to no tariff: they use up nobody's volume.
create function billing.own_lease(p_box bigint) returns uuid
language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into billing.quota_lease (box_id, lease_id, subscription_id, metric, units, until_at)
    values (p_box, '00000000-0000-0000-0000-000000000000', '00000000-0000-0000-0000-000000000000', 'document.sent', null, 'infinity')
    on conflict do nothing;
  return '00000000-0000-0000-0000-000000000000';
end $$;

-- Takes acts that are to be sent: open ones without a document, whose last day is not over. Each is left to the caller until p_until.
create function billing.claim_act_documents(p_limit int, p_until timestamptz, p_at timestamptz)
returns table (box_id bigint, number text, language text, month date, answer_until date, attempts int)
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare v billing.act; v_attempts int; v_language text;
begin
  for v in select a.* from billing.act a
            where a.state = 'ISSUED' and (a.answer_until + 1)::timestamp at time zone 'Asia/Almaty' > p_at
              and not exists (select from billing.act_document d where d.number = a.number and (d.document is not null or d.claimed_until > p_at))
            order by a.number limit p_limit for update skip locked loop
    v_attempts := null;
    insert into billing.act_document as d (number, box_id, language, claimed_until)
      values (v.number, v.box_id, coalesce((select f.language from billing.act_preference f where f.box_id = v.box_id), 'ru'), p_until)
      on conflict (number) do update set claimed_until = excluded.claimed_until, attempts = d.attempts + 1, sending = true
       where d.document is null and d.claimed_until <= p_at
      returning d.attempts, d.language into v_attempts, v_language;
    if v_attempts is not null then
      return query select v.box_id, v.number::text, v_language, v.month, v.answer_until, v_attempts;
    end if;
  end loop;
end $$;

create function billing.act_document_sent(p_number text, p_document text) returns boolean
language plpgsql security definer set search_path = pg_catalog as $$
begin
  update billing.act_document d set document = p_document, sending = false, failure = null where d.number = p_number and d.document is null;
  return found;
end $$;

-- p_uncertain: nobody knows whether the document was registered, so the act stays closed to other answers until that is known.
create function billing.act_document_failed(p_number text, p_uncertain boolean, p_failure text, p_next timestamptz) returns void
language sql security definer set search_path = pg_catalog as $$
  update billing.act_document d set sending = d.uncertain or p_uncertain, uncertain = d.uncertain or p_uncertain, failure = left(p_failure, 500), claimed_until = p_next where d.number = p_number and d.document is null
$$;

-- As before (see V130), with the way it was answered.
drop function billing.accept_act(bigint, text, text, bytea, bytea, text, timestamptz);
drop function billing.refuse_act(bigint, text, text, timestamptz);
drop function billing.answer_act(bigint, text, text, text, text, bytea, bytea, text, timestamptz, timestamptz);
create function billing.answer_act(p_box bigint, p_number text, p_state text, p_through text, p_reason text, p_language text, p_signature bytea,
  p_certificate bytea, p_by text, p_answered timestamptz, p_at timestamptz) returns table (box_id bigint, top_seq bigint, epoch int)
language plpgsql set search_path = pg_catalog as $$
#variable_conflict use_column
declare v billing.act; v_kind text := lower(replace(p_state, '_', '-'));
begin
  update billing.act a set state = p_state, answered_through = p_through, reason = p_reason, language = p_language, signature = p_signature,
      certificate = p_certificate, signed_by = p_by, answered_at = p_answered
   where a.box_id = p_box and a.number = p_number and a.state = 'ISSUED' returning * into v;
  if v.number is null then
    return;
  end if;
  return query select a.box_id, a.top_seq, a.epoch from eventlog.append(array[p_box], array[md5('act-' || v_kind || ':' || p_number)::uuid],
    array['kz.centerpro.billing.act-' || v_kind], array[p_number], p_at, array[billing.act_event(v)]) a;
end $$;

-- Whether the act itself may be answered: it has no document, or one that can be answered no more while the act still can (the
-- calendar has prolonged its wait). The act's row is locked by the caller, as it is where sending begins.
create function billing.act_by_itself(p_box bigint, p_number text) returns boolean
language sql stable set search_path = pg_catalog as $$
  select not exists (select from billing.act_document d left join hub.inbox i on i.box_id = d.box_id and i.number = d.document
    where d.number = p_number and (d.sending or (d.document is not null and i.answer is distinct from 'EXPIRED')))
$$;

-- The participant's answers over /v1/acts, until the end of the last day. The signature was proved before.
create function billing.accept_act(p_box bigint, p_number text, p_language text, p_signature bytea, p_certificate bytea, p_by text, p_at timestamptz)
returns table (box_id bigint, top_seq bigint, epoch int)
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
begin
  perform 1 from billing.act a where a.box_id = p_box and a.number = p_number and a.state = 'ISSUED'
     and (p_at at time zone 'Asia/Almaty')::date <= a.answer_until for update;
  if found and billing.act_by_itself(p_box, p_number) then
    return query select r.* from billing.answer_act(p_box, p_number, 'ACCEPTED', 'ACT', null, p_language, p_signature, p_certificate, p_by, p_at, p_at) r;
  end if;
end $$;
create function billing.refuse_act(p_box bigint, p_number text, p_reason text, p_at timestamptz)
returns table (box_id bigint, top_seq bigint, epoch int)
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
begin
  perform 1 from billing.act a where a.box_id = p_box and a.number = p_number and a.state = 'ISSUED'
     and (p_at at time zone 'Asia/Almaty')::date <= a.answer_until for update;
  if found and billing.act_by_itself(p_box, p_number) then
    return query select r.* from billing.answer_act(p_box, p_number, 'REFUSED', 'ACT', p_reason, null, null, null, null, p_at, p_at) r;
  end if;
end $$;

-- What the recipient answered to the act's document is the answer to the act; no row when there is nothing new. A request for a
-- correction is no answer yet. Repeating it does nothing.
create function billing.follow_act(p_box bigint, p_number text, p_at timestamptz) returns table (box_id bigint, top_seq bigint, epoch int)
language sql security definer set search_path = pg_catalog as $$
  select r.*
    from (select h.* from billing.act_document d join hub.answer h on h.box_id = d.box_id and h.number = d.document
           where d.number = p_number and d.box_id = p_box and h.by_box = p_box and h.status = 'ACCEPTED' and h.kind in ('SIGNATURE', 'REJECTION')
           order by h.step limit 1) a
    cross join lateral billing.answer_act(p_box, p_number, case a.kind when 'SIGNATURE' then 'ACCEPTED' else 'REFUSED' end, 'DOCUMENT',
      case a.kind when 'REJECTION' then a.reason end, null, null, null,
      case a.kind when 'SIGNATURE' then coalesce(a.shown #>> '{signers,0,name}', '–') end, a.received_at, p_at) r
$$;

-- Every open act whose document has been answered.
create function billing.follow_acts(p_limit int, p_at timestamptz) returns table (box_id bigint, top_seq bigint, epoch int)
language sql security definer set search_path = pg_catalog as $$
  select r.* from (select a.box_id, a.number from billing.act a join billing.act_document d on d.number = a.number
                     join hub.inbox i on i.box_id = d.box_id and i.number = d.document
                    where a.state = 'ISSUED' and i.answer is not null order by a.number limit p_limit) f
    cross join lateral billing.follow_act(f.box_id, f.number, p_at) r
$$;

-- As before (see V130), after the document's answer, and not while one is examined yet.
create or replace function billing.deem_act_accepted(p_box bigint, p_number text, p_until date, p_at timestamptz)
returns table (box_id bigint, top_seq bigint, epoch int)
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare v_end timestamptz;
begin
  return query select r.* from billing.follow_act(p_box, p_number, p_at) r;
  if found or exists (select from billing.act_document d join hub.answer h on h.box_id = d.box_id and h.number = d.document
      where d.number = p_number and h.status = 'PENDING_VALIDATION') then
    return;
  end if;
  update billing.act a set answer_until = greatest(a.answer_until, p_until)
   where a.box_id = p_box and a.number = p_number and a.state = 'ISSUED'
   returning (a.answer_until + 1)::timestamp at time zone 'Asia/Almaty' into v_end;
  if v_end <= p_at then
    return query select r.* from billing.answer_act(p_box, p_number, 'DEEMED_ACCEPTED', null, null, null, null, null, null, v_end, p_at) r;
  end if;
end $$;

-- Documents of acts that were answered in another way; their legs are to be ended.
create function billing.acts_to_close(p_limit int) returns table (box_id bigint, number text, document text)
language sql stable security definer set search_path = pg_catalog as $$
  select d.box_id, d.number::text, d.document::text from billing.act_document d join billing.act a on a.number = d.number
   where d.document is not null and d.closed_at is null and a.state <> 'ISSUED' order by d.number limit p_limit
$$;
create function billing.act_closed(p_number text, p_at timestamptz) returns void
language sql security definer set search_path = pg_catalog as $$
  update billing.act_document d set closed_at = p_at where d.number = p_number and d.closed_at is null
$$;

drop function billing.prefer_acts(bigint, boolean, timestamptz);
create function billing.prefer_acts(p_box bigint, p_monthly boolean, p_language text, p_at timestamptz) returns void
language sql security definer set search_path = pg_catalog as $$
  insert into billing.act_preference as f (box_id, monthly, language, changed_at) values (p_box, p_monthly, coalesce(p_language, 'ru'), p_at)
    on conflict (box_id) do update set monthly = excluded.monthly, language = coalesce(p_language, f.language),
      changed_at = case when f.monthly = excluded.monthly then f.changed_at else excluded.changed_at end
$$;

revoke execute on function billing.own_lease(bigint), billing.claim_act_documents(int, timestamptz, timestamptz),
  billing.act_document_sent(text, text), billing.act_document_failed(text, boolean, text, timestamptz),
  billing.answer_act(bigint, text, text, text, text, text, bytea, bytea, text, timestamptz, timestamptz), billing.act_by_itself(bigint, text),
  billing.accept_act(bigint, text, text, bytea, bytea, text, timestamptz), billing.refuse_act(bigint, text, text, timestamptz),
  billing.follow_act(bigint, text, timestamptz), billing.follow_acts(int, timestamptz), billing.acts_to_close(int),
  billing.act_closed(text, timestamptz), billing.prefer_acts(bigint, boolean, text, timestamptz) from public;
grant select on billing.act_document to center_hub, center_billing;
grant execute on function billing.own_lease(bigint), billing.claim_act_documents(int, timestamptz, timestamptz),
  billing.act_document_sent(text, text), billing.act_document_failed(text, boolean, text, timestamptz),
  billing.accept_act(bigint, text, text, bytea, bytea, text, timestamptz), billing.refuse_act(bigint, text, text, timestamptz),
  billing.follow_act(bigint, text, timestamptz), billing.follow_acts(int, timestamptz), billing.acts_to_close(int),
  billing.act_closed(text, timestamptz), billing.prefer_acts(bigint, boolean, text, timestamptz) to center_hub;
