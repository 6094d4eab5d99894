-- A suspension of one product leaves the rest open (clause 5.3.7): the billing cabinet, reading, evidence. A box whose whole access is
-- taken, or whose agreement has ended, is told nothing by notification's own calls either.
alter table hub.restriction add column scope text not null default 'ALL' check (scope in ('ALL', 'EXCHANGE')),
  add check (scope = 'ALL' or (kind = 'SUSPENDED' and signatory_id is null));
drop index hub.restriction_open;
create unique index restriction_open on hub.restriction (box_id, scope, coalesce(signatory_id, '00000000-0000-0000-0000-000000000000'))
  where lifted_at is null;

create table access.closed_box (box_id bigint primary key);
insert into access.closed_box (box_id)
  select box_id from hub.restriction where lifted_at is null and signatory_id is null
  union select box_id from hub.participant where status = 'TERMINATED';
grant select, insert, delete on access.closed_box to center_hub;
grant select on access.closed_box to center_notification;

create or replace function pg_temp.changed(p_function text, p_old text, p_new text) returns text language plpgsql as $$
declare v_text text := pg_get_functiondef(p_function::regproc);
begin
  if strpos(v_text, p_old) = 0 then
    raise exception '% has no %', p_function, p_old;
  end if;
  return replace(v_text, p_old, p_new);
end $$;
do $do$ begin
  execute pg_temp.changed('hub.end_agreement', $old$  if p_event is null then$old$,
    $new$  insert into access.closed_box (box_id) values (p_box) on conflict do nothing;
  if p_event is null then$new$);
end $do$;

drop function hub.restrict(bigint, uuid, uuid, uuid, text, text, text, uuid, timestamptz, uuid, text, timestamptz);
drop function hub.lift(bigint, uuid, text, uuid, timestamptz, uuid, text, timestamptz);

-- As before (see V230), with a scope: sessions and tokens end where it is the whole access.
create function hub.restrict(p_box bigint, p_id uuid, p_participant uuid, p_signatory uuid, p_scope text, p_kind text, p_clause text, p_reason text,
  p_by uuid, p_until timestamptz, p_event uuid, p_data text, p_at timestamptz)
returns table (restriction_id uuid, box_id bigint, top_seq bigint, epoch int, events text)
language plpgsql as $$
#variable_conflict use_column
begin
  insert into hub.restriction (box_id, restriction_id, participant_id, signatory_id, scope, kind, clause, reason, imposed_by, imposed_at)
  values (p_box, p_id, p_participant, p_signatory, p_scope, p_kind, p_clause, p_reason, p_by, p_at) on conflict do nothing;
  if not found then return; end if;
  if p_scope = 'ALL' then
    with ended as (
      update hub.session s set revoked_at = p_at from hub.signatory g
       where g.id = s.signatory_id and g.participant_id = p_participant and (p_signatory is null or g.id = p_signatory)
         and s.revoked_at is null and s.expires_at > p_at returning s.id)
    insert into access.withdrawal (id, until) select id, p_until from ended;
    insert into access.withdrawal (id, until) values (coalesce(p_signatory, p_participant), p_until);
    if p_signatory is null then
      insert into access.closed_box (box_id) values (p_box) on conflict do nothing;
    end if;
  end if;
  if p_event is null then
    return query select p_id, null::bigint, null::bigint, null::int, null::text;
  else
    return query select p_id, a.box_id, a.top_seq, a.epoch, a.events
      from eventlog.append(array[p_box], array[p_event],
        array[case p_scope when 'ALL' then 'kz.centerpro.account.suspended' else 'kz.centerpro.account.product-suspended' end],
        array[p_id::text], p_at, array[p_data]) a;
  end if;
end $$;

-- Gives it back. No row when it was not taken, or was given back before. A box whose agreement has ended stays closed.
create function hub.lift(p_box bigint, p_id uuid, p_reason text, p_by uuid, p_until timestamptz, p_event uuid, p_data text, p_at timestamptz)
returns table (restriction_id uuid, box_id bigint, top_seq bigint, epoch int, events text)
language plpgsql as $$
#variable_conflict use_column
declare v hub.restriction;
begin
  perform 1 from hub.participant p where p.box_id = p_box for share;
  update hub.restriction r set lifted_at = p_at, lifted_by = p_by, lift_reason = p_reason
   where r.box_id = p_box and r.restriction_id = p_id and r.lifted_at is null returning * into v;
  if not found then return; end if;
  if v.scope = 'ALL' then
    insert into access.withdrawal (id, until, lifted)
      select coalesce(v.signatory_id, v.participant_id), p_until, true
       where not exists (select from hub.participant p where p.id = v.participant_id and p.status = 'TERMINATED');
    if v.signatory_id is null then
      delete from access.closed_box c where c.box_id = p_box
         and not exists (select from hub.participant p where p.id = v.participant_id and p.status = 'TERMINATED');
    end if;
  end if;
  if p_event is null then
    return query select p_id, null::bigint, null::bigint, null::int, null::text;
  else
    return query select p_id, a.box_id, a.top_seq, a.epoch, a.events
      from eventlog.append(array[p_box], array[p_event],
        array[case v.scope when 'ALL' then 'kz.centerpro.account.restored' else 'kz.centerpro.account.product-restored' end],
        array[p_id::text], p_at, array[p_data]) a;
  end if;
end $$;

revoke execute on function hub.restrict(bigint, uuid, uuid, uuid, text, text, text, text, uuid, timestamptz, uuid, text, timestamptz),
  hub.lift(bigint, uuid, text, uuid, timestamptz, uuid, text, timestamptz) from public;
grant execute on function hub.restrict(bigint, uuid, uuid, uuid, text, text, text, text, uuid, timestamptz, uuid, text, timestamptz),
  hub.lift(bigint, uuid, text, uuid, timestamptz, uuid, text, timestamptz) to center_hub;
