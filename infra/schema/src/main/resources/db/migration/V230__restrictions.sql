-- What the operator took from a participant, or from one of its signatories, and gave back (clauses 5.3.7, 5.3.8). A suspension is
-- told with its clause and reason; a block is not, and only these clauses allow it. Rows are kept for ever.
create table hub.restriction (
  box_id         bigint      not null,
  restriction_id uuid        not null,
  participant_id uuid        not null references hub.participant,
  signatory_id   uuid        references hub.signatory, -- null: everybody who acts for the participant, programs too
  kind           text        not null check (kind in ('SUSPENDED', 'BLOCKED')),
  clause         text        not null check (clause ~ '^[1-9][0-9]?(\.[1-9][0-9]?){1,2}$'),
  reason         text        not null check (length(reason) between 1 and 1000),
  imposed_by     uuid        not null references hub.signatory,
  imposed_at     timestamptz not null,
  lifted_by      uuid        references hub.signatory,
  lifted_at      timestamptz,
  lift_reason    text        check (length(lift_reason) between 1 and 1000),
  primary key (box_id, restriction_id),
  check (kind = 'SUSPENDED' or clause in ('4.3.6', '4.3.7', '4.3.8', '4.3.9', '4.3.10', '5.2.7')),
  check ((lifted_at is null) = (lifted_by is null) and (lifted_at is null) = (lift_reason is null))
);
create unique index restriction_open on hub.restriction (box_id, coalesce(signatory_id, '00000000-0000-0000-0000-000000000000'))
  where lifted_at is null;
create index restriction_of on hub.restriction (participant_id) where lifted_at is null;

-- What gives access back before the tokens of the withdrawn would have ended; of several rows of an id the last one counts.
alter table access.withdrawal add column lifted boolean not null default false;

-- Takes access away: sessions and tokens end, and the box is told where it is to be told. No row when it is taken already.
create function hub.restrict(p_box bigint, p_id uuid, p_participant uuid, p_signatory uuid, p_kind text, p_clause text, p_reason text, p_by uuid,
  p_until timestamptz, p_event uuid, p_data text, p_at timestamptz)
returns table (restriction_id uuid, box_id bigint, top_seq bigint, epoch int, events text)
language plpgsql as $$
#variable_conflict use_column
begin
  insert into hub.restriction (box_id, restriction_id, participant_id, signatory_id, kind, clause, reason, imposed_by, imposed_at)
  values (p_box, p_id, p_participant, p_signatory, p_kind, p_clause, p_reason, p_by, p_at) on conflict do nothing;
  if not found then return; end if;
  with ended as (
    update hub.session s set revoked_at = p_at from hub.signatory g
     where g.id = s.signatory_id and g.participant_id = p_participant and (p_signatory is null or g.id = p_signatory)
       and s.revoked_at is null and s.expires_at > p_at returning s.id)
  insert into access.withdrawal (id, until) select id, p_until from ended;
  insert into access.withdrawal (id, until) values (coalesce(p_signatory, p_participant), p_until);
  if p_event is null then
    return query select p_id, null::bigint, null::bigint, null::int, null::text;
  else
    return query select p_id, a.box_id, a.top_seq, a.epoch, a.events
      from eventlog.append(array[p_box], array[p_event], array['kz.centerpro.account.suspended'], array[p_id::text], p_at, array[p_data]) a;
  end if;
end $$;

-- Gives it back. No row when it was not taken, or was given back before.
create function hub.lift(p_box bigint, p_id uuid, p_reason text, p_by uuid, p_until timestamptz, p_event uuid, p_data text, p_at timestamptz)
returns table (restriction_id uuid, box_id bigint, top_seq bigint, epoch int, events text)
language plpgsql as $$
#variable_conflict use_column
declare v hub.restriction;
begin
  update hub.restriction r set lifted_at = p_at, lifted_by = p_by, lift_reason = p_reason
   where r.box_id = p_box and r.restriction_id = p_id and r.lifted_at is null returning * into v;
  if not found then return; end if;
  insert into access.withdrawal (id, until, lifted) values (coalesce(v.signatory_id, v.participant_id), p_until, true);
  if p_event is null then
    return query select p_id, null::bigint, null::bigint, null::int, null::text;
  else
    return query select p_id, a.box_id, a.top_seq, a.epoch, a.events
      from eventlog.append(array[p_box], array[p_event], array['kz.centerpro.account.restored'], array[p_id::text], p_at, array[p_data]) a;
  end if;
end $$;

grant select, insert on hub.restriction to center_hub;
grant update (lifted_at, lifted_by, lift_reason) on hub.restriction to center_hub;
revoke execute on function hub.restrict(bigint, uuid, uuid, uuid, text, text, text, uuid, timestamptz, uuid, text, timestamptz),
  hub.lift(bigint, uuid, text, uuid, timestamptz, uuid, text, timestamptz) from public;
grant execute on function hub.restrict(bigint, uuid, uuid, uuid, text, text, text, uuid, timestamptz, uuid, text, timestamptz),
  hub.lift(bigint, uuid, text, uuid, timestamptz, uuid, text, timestamptz) to center_hub;
