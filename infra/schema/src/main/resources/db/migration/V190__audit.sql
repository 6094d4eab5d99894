-- What was done in an account's name: by whom, from where, with what result (clause 7.1.3). The rows of a box are a chain:
-- each hash covers the hash before it, so that a row which was altered, put in or taken out is found by reckoning again.
-- Box 0 is the operator's own log.
create schema audit;
grant usage on schema audit to center_hub;

create table audit.head (
  box_id bigint primary key,
  no     bigint not null,
  hash   bytea  not null check (octet_length(hash) = 32)
) with (fillfactor = 50);

create table audit.entry (
  box_id  bigint   not null,
  no      bigint   not null check (no > 0),
  at_ms   bigint   not null, -- milliseconds since 1970: the hash covers the number as it stands
  actor   uuid,              -- a signatory or an API credential
  session uuid,
  ip      text,
  action  text     not null check (action ~ '^[A-Z_]{1,40}$'),
  object  text     check (length(object) <= 200 and object !~ '[[:cntrl:]]'),
  status  smallint not null, -- as the caller was answered
  hash    bytea    not null check (octet_length(hash) = 32),
  primary key (box_id, no)
);

create function audit.never_changes() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  raise exception '% is only added to', tg_table_name using errcode = 'AU403';
end $$;
create trigger only_added before update or delete on audit.entry for each row execute function audit.never_changes();
create trigger never_emptied before truncate on audit.entry for each statement execute function audit.never_changes();

-- Appends in the order given, the boxes' heads locked in the order of boxes, so that two nodes never wait crosswise.
create function audit.append(p_boxes bigint[], p_ats bigint[], p_actors text[], p_sessions text[], p_ips text[], p_actions text[],
  p_objects text[], p_statuses int[]) returns int
language plpgsql security definer set search_path = pg_catalog as $$
declare r record; v_box bigint; v_no bigint; v_hash bytea;
begin
  insert into audit.head (box_id, no, hash) select distinct b, 0, sha256(''::bytea) from unnest(p_boxes) b order by 1 on conflict do nothing;
  perform 1 from audit.head h where h.box_id = any (p_boxes) order by h.box_id for no key update;
  for r in select * from unnest(p_boxes, p_ats, p_actors, p_sessions, p_ips, p_actions, p_objects, p_statuses) with ordinality
             e(box, at_ms, actor, session, ip, action, object, status, ord) order by e.box, e.ord loop
    if v_box is distinct from r.box then
      update audit.head h set no = v_no, hash = v_hash where h.box_id = v_box;
      select h.no, h.hash into v_no, v_hash from audit.head h where h.box_id = r.box;
      v_box := r.box;
    end if;
    v_no := v_no + 1;
    v_hash := sha256(convert_to(concat_ws(E'\n', 'center-audit-1', encode(v_hash, 'hex'), r.box, v_no, r.at_ms, r.actor, r.session,
      r.ip, r.action, r.object, r.status), 'UTF8'));
    insert into audit.entry (box_id, no, at_ms, actor, session, ip, action, object, status, hash)
      values (r.box, v_no, r.at_ms, nullif(r.actor, '')::uuid, nullif(r.session, '')::uuid, nullif(r.ip, ''), r.action,
              nullif(r.object, ''), r.status, v_hash);
  end loop;
  update audit.head h set no = v_no, hash = v_hash where h.box_id = v_box;
  return cardinality(p_boxes);
end $$;

grant select on audit.entry to center_hub;
revoke execute on function audit.append(bigint[], bigint[], text[], text[], text[], text[], text[], int[]) from public;
grant execute on function audit.append(bigint[], bigint[], text[], text[], text[], text[], text[], int[]) to center_hub;
revoke execute on function audit.never_changes() from public;
