-- How a participant leaves (clauses 5.3.8, 10.7, 13.2): a notice with the day of its effect, then the end. Rows are kept for ever; of a
-- participant one is open, which is neither cancelled nor replaced. Nothing in the books changes by it (clause 6.8).
create table hub.termination (
  box_id         bigint      not null,
  termination_id uuid        not null,
  participant_id uuid        not null references hub.participant,
  initiator      text        not null check (initiator in ('OPERATOR', 'CLIENT')),
  ground         text        not null check (ground in ('NOTICE', 'BREACH', 'ANTI_CORRUPTION', 'OWN_WISH')),
  clause         text        check (clause in ('4.3.6', '4.3.7', '4.3.8', '4.3.9', '4.3.10', '5.2.7')), -- that was breached
  reason         text        check (length(reason) between 1 and 1000),
  effective_on   date        not null, -- Asia/Almaty
  effective_at   timestamptz not null,
  noticed_by     uuid        not null references hub.signatory,
  noticed_at     timestamptz not null,
  statement      text,  -- what the client signed, its signature and the certificate it was made with
  signature      bytea,
  certificate    bytea,
  cancelled_by   uuid        references hub.signatory,
  cancelled_at   timestamptz,
  cancel_reason  text        check (length(cancel_reason) between 1 and 1000),
  effected_at    timestamptz,
  primary key (box_id, termination_id),
  check ((ground = 'BREACH') = (clause is not null)),
  check (case initiator when 'OPERATOR' then ground <> 'OWN_WISH' and reason is not null and statement is null
                        else ground in ('OWN_WISH', 'ANTI_CORRUPTION') and statement is not null end),
  check ((statement is null) = (signature is null) and (statement is null) = (certificate is null)),
  check ((cancelled_at is null) = (cancelled_by is null)),
  check (cancelled_at is null or effected_at is null)
);
create unique index termination_open on hub.termination (box_id) where cancelled_at is null;
create index termination_due on hub.termination (effective_at) where cancelled_at is null and effected_at is null;

-- Texts given out to be signed by who leaves, known by their hash; each serves once.
create table hub.leaving_statement (
  hash           bytea       primary key check (octet_length(hash) = 32),
  participant_id uuid        not null references hub.participant,
  ground         text        not null check (ground in ('OWN_WISH', 'ANTI_CORRUPTION')),
  effective_on   date        not null,
  expires_at     timestamptz not null,
  used_at        timestamptz
);
create index leaving_statement_expiry on hub.leaving_statement (expires_at);

do $do$
declare v_name text;
begin
  for v_name in select conname from pg_constraint where conrelid = 'hub.participant'::regclass and contype = 'c'
                   and pg_get_constraintdef(oid) like '%status%' loop
    execute format('alter table hub.participant drop constraint %I', v_name);
  end loop;
end $do$;
alter table hub.participant
  add column ended_at timestamptz,
  add constraint participant_status_check check (status in ('REGISTERED', 'ACTIVE', 'TERMINATED')),
  add constraint participant_activated_check check ((status = 'REGISTERED') = (activated_at is null)),
  add constraint participant_ended_check check ((status = 'TERMINATED') = (ended_at is not null));
create index participant_ended on hub.participant (ended_at) where ended_at is not null;

-- Notice is given, by who p_by is; a box is told where there is an event. What takes effect at once replaces what was under way, anything
-- else does not. No row when a notice is under way, or the participant has no agreement (any more).
create function hub.give_notice(p_box bigint, p_id uuid, p_participant uuid, p_initiator text, p_ground text, p_clause text, p_reason text,
  p_on date, p_effective timestamptz, p_by uuid, p_statement text, p_signature bytea, p_certificate bytea, p_event uuid, p_data text, p_at timestamptz)
returns table (termination_id uuid, box_id bigint, top_seq bigint, epoch int, events text)
language plpgsql as $$
#variable_conflict use_column
begin
  perform 1 from hub.participant p where p.id = p_participant and p.box_id = p_box and p.status = 'ACTIVE' for update;
  if not found then return; end if;
  if p_effective <= p_at then
    update hub.termination t set cancelled_at = p_at, cancelled_by = p_by, cancel_reason = 'replaced'
     where t.box_id = p_box and t.cancelled_at is null and t.effected_at is null;
  end if;
  insert into hub.termination (box_id, termination_id, participant_id, initiator, ground, clause, reason, effective_on, effective_at,
    noticed_by, noticed_at, statement, signature, certificate)
  values (p_box, p_id, p_participant, p_initiator, p_ground, p_clause, p_reason, p_on, p_effective, p_by, p_at, p_statement, p_signature, p_certificate)
  on conflict do nothing;
  if not found then return; end if;
  if p_event is null then
    return query select p_id, null::bigint, null::bigint, null::int, null::text;
  else
    return query select p_id, a.box_id, a.top_seq, a.epoch, a.events
      from eventlog.append(array[p_box], array[p_event], array['kz.centerpro.account.terminating'], array[p_id::text], p_at, array[p_data]) a;
  end if;
end $$;

-- Taken back by who gave it, before its effect. No row when there is nothing to take back.
create function hub.take_notice_back(p_box bigint, p_initiator text, p_by uuid, p_reason text, p_event uuid, p_data text, p_at timestamptz)
returns table (termination_id uuid, box_id bigint, top_seq bigint, epoch int, events text)
language plpgsql as $$
#variable_conflict use_column
declare v_id uuid;
begin
  update hub.termination t set cancelled_at = p_at, cancelled_by = p_by, cancel_reason = p_reason
   where t.box_id = p_box and t.initiator = p_initiator and t.cancelled_at is null and t.effected_at is null and t.effective_at > p_at
  returning t.termination_id into v_id;
  if not found then return; end if;
  return query select v_id, a.box_id, a.top_seq, a.epoch, a.events
    from eventlog.append(array[p_box], array[p_event], array['kz.centerpro.account.termination-cancelled'], array[v_id::text], p_at, array[p_data]) a;
end $$;

-- The end of an agreement whose notice is due at p_due: the participant signs in no more, its sessions and tokens end. Once, whoever
-- calls: no row when another node was first, or the notice was taken back.
create function hub.end_agreement(p_box bigint, p_id uuid, p_due timestamptz, p_until timestamptz, p_event uuid, p_data text, p_at timestamptz)
returns table (termination_id uuid, box_id bigint, top_seq bigint, epoch int, events text)
language plpgsql as $$
#variable_conflict use_column
declare v hub.termination;
begin
  perform 1 from hub.participant p where p.box_id = p_box for update;
  update hub.termination t set effected_at = p_at
   where t.box_id = p_box and t.termination_id = p_id and t.cancelled_at is null and t.effected_at is null and t.effective_at <= p_due
  returning * into v;
  if not found then return; end if;
  update hub.participant p set status = 'TERMINATED', ended_at = p_at where p.id = v.participant_id;
  with ended as (
    update hub.session s set revoked_at = p_at from hub.signatory g
     where g.id = s.signatory_id and g.participant_id = v.participant_id and s.revoked_at is null and s.expires_at > p_at returning s.id)
  insert into access.withdrawal (id, until) select id, p_until from ended;
  insert into access.withdrawal (id, until) values (v.participant_id, p_until);
  with ended as ( -- who was let read the box's events reads them no more
    update hub.delegation d set withdrawn_at = p_at, withdrawn_by = v.noticed_by where d.box_id = p_box and d.withdrawn_at is null
    returning d.delegation_id)
  insert into access.withdrawal (id, until) select delegation_id, p_until from ended;
  if p_event is null then
    return query select p_id, null::bigint, null::bigint, null::int, null::text;
  else
    return query select p_id, a.box_id, a.top_seq, a.epoch, a.events
      from eventlog.append(array[p_box], array[p_event], array['kz.centerpro.account.terminated'], array[p_id::text], p_at, array[p_data]) a;
  end if;
end $$;

-- What is sent to somebody who takes nothing any more waits no time at all, and ends as what waited too long (see V240); why is not told.
alter table hub.leg drop constraint leg_reason_check;
alter table hub.leg add constraint leg_reason_check check (reason in ('NOT_CONNECTED', 'DEADLINE_PASSED', 'RECIPIENT_UNAVAILABLE'));

create or replace function pg_temp.changed(p_function text, p_old text, p_new text) returns text language plpgsql as $$
declare v_text text := pg_get_functiondef(p_function::regproc);
begin
  if strpos(v_text, p_old) = 0 then
    raise exception '% has no %', p_function, p_old;
  end if;
  return replace(v_text, p_old, p_new);
end $$;
do $do$ begin
  execute pg_temp.changed('hub.end_waiting', $old$reason = case when p_withdrawn then null when$old$,
    $new$reason = case when p_withdrawn then null when l.waits_until <= d.registered_at then 'RECIPIENT_UNAVAILABLE' when$new$);
  execute pg_temp.changed('hub.claim_connected', $old$where w.recipient_box = p.box_id)$old$,
    $new$where w.recipient_box = p.box_id and (w.until > p_now or w.released_at is not null))$new$);
  execute pg_temp.changed('hub.release_waiting', $old$where c.recipient_box = p_recipient$old$,
    $new$where c.recipient_box = p_recipient and (c.until > p_now or c.released_at is not null)$new$);
end $do$;

grant select, insert on hub.termination to center_hub;
grant update (cancelled_by, cancelled_at, cancel_reason, effected_at) on hub.termination to center_hub;
grant select, insert, delete on hub.leaving_statement to center_hub;
grant update (used_at) on hub.leaving_statement to center_hub;
grant update (ended_at) on hub.participant to center_hub;
revoke execute on function
  hub.give_notice(bigint, uuid, uuid, text, text, text, text, date, timestamptz, uuid, text, bytea, bytea, uuid, text, timestamptz),
  hub.take_notice_back(bigint, text, uuid, text, uuid, text, timestamptz),
  hub.end_agreement(bigint, uuid, timestamptz, timestamptz, uuid, text, timestamptz) from public;
grant execute on function
  hub.give_notice(bigint, uuid, uuid, text, text, text, text, date, timestamptz, uuid, text, bytea, bytea, uuid, text, timestamptz),
  hub.take_notice_back(bigint, text, uuid, text, uuid, text, timestamptz),
  hub.end_agreement(bigint, uuid, timestamptz, timestamptz, uuid, text, timestamptz) to center_hub;
