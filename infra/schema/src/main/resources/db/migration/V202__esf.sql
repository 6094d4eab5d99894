-- Acts in ИС ЭСФ, the state's system of electronic invoices (clause 6.9): an outbound queue of one row for an act.

-- task is what is to be done next, at due_at; null when nothing is. dead_at: nothing is tried any more until staff says so.
create table billing.esf_act (
  number          text        collate "C" primary key references billing.act,
  box_id          bigint      not null,
  state           text        not null check (state in ('WAITING', 'UPLOADED', 'CONFIRMED', 'DECLINED', 'REVOKED', 'CANCELLED')),
  task            text        check (task in ('UPLOAD', 'STATUS', 'REVOKE')),
  due_at          timestamptz not null,
  claimed_until   timestamptz not null default '-infinity',
  attempts        int         not null default 0, -- of the task, since it last went well
  failing_since   timestamptz,
  failure         text,
  dead_at         timestamptz,
  asked           boolean     not null default false, -- an upload may have got there although nobody answered
  esf_id          text,
  registration_no text,
  esf_status      text,
  reason          text,
  created_at      timestamptz not null,
  changed_at      timestamptz not null,
  check (state <> 'UPLOADED' or esf_id is not null),
  check (dead_at is null or task is not null)
);
create index esf_act_due on billing.esf_act (due_at) where task is not null and dead_at is null;

-- ИС ЭСФ gives a user one session, so one node at a time speaks for it.
create table billing.esf_session (
  username text        primary key,
  holder   uuid        not null,
  until_at timestamptz not null
);
create function billing.hold_esf(p_username text, p_holder uuid, p_until timestamptz, p_at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into billing.esf_session as s (username, holder, until_at) values (p_username, p_holder, p_until)
    on conflict (username) do update set holder = excluded.holder, until_at = excluded.until_at
     where s.holder = excluded.holder or s.until_at <= p_at;
  return found;
end $$;

-- New acts come in; those refused here before they were uploaded go, and those refused after it are to be revoked. An act older
-- than the fifteen days that the rules of electronic invoices give is not begun.
create function billing.queue_esf(p_at timestamptz) returns int
language plpgsql security definer set search_path = pg_catalog as $$
declare v_new int; v_changed int;
begin
  insert into billing.esf_act (number, box_id, state, task, due_at, created_at, changed_at)
    select a.number, a.box_id, 'WAITING', 'UPLOAD', p_at, p_at, p_at from billing.act a
     where a.state <> 'REFUSED' and a.issued_at > p_at - interval '15 days' and not exists (select from billing.esf_act e where e.number = a.number)
    on conflict do nothing;
  get diagnostics v_new = row_count;
  update billing.esf_act e
     set state = case when e.state = 'WAITING' then 'CANCELLED' else e.state end,
         task = case when e.state = 'WAITING' then null else 'REVOKE' end, dead_at = null, failure = null, failing_since = null, attempts = 0,
         reason = a.reason, due_at = p_at, changed_at = p_at
    from billing.act a
   where a.number = e.number and a.state = 'REFUSED' and a.answered_through <> 'ESF' and e.claimed_until <= p_at
     and ((e.state = 'WAITING' and not e.asked and e.task is not null) or (e.state = 'UPLOADED' and e.task is distinct from 'REVOKE'));
  get diagnostics v_changed = row_count;
  return v_new + v_changed;
end $$;

-- What is due, each left to the caller until p_until, with what the act says.
create function billing.claim_esf(p_limit int, p_until timestamptz, p_at timestamptz)
returns table (number text, task text, attempts int, failing_since timestamptz, asked boolean, esf_id text, reason text, month date, issued_on date,
  seller text, buyer text, lines text)
language sql security definer set search_path = pg_catalog as $$
  with due as (
    select e.number from billing.esf_act e where e.task is not null and e.dead_at is null and e.due_at <= p_at and e.claimed_until <= p_at
     order by e.due_at, e.number limit p_limit for update skip locked),
  taken as (
    update billing.esf_act e set claimed_until = p_until, asked = e.asked or e.task = 'UPLOAD'
      from (select x.number, x.asked from billing.esf_act x join due using (number)) b
     where b.number = e.number returning e.*, b.asked as asked_before)
  select t.number::text, t.task, t.attempts, t.failing_since, t.asked_before, t.esf_id, t.reason, a.month, a.issued_on, a.seller::text, a.buyer::text, a.lines::text
    from taken t join billing.act a on a.number = t.number order by t.due_at, t.number
$$;

create function billing.esf_uploaded(p_number text, p_esf_id text, p_next timestamptz, p_at timestamptz) returns void
language sql security definer set search_path = pg_catalog as $$
  update billing.esf_act e set state = 'UPLOADED', task = 'STATUS', esf_id = p_esf_id, due_at = p_next, claimed_until = '-infinity', attempts = 0,
      failing_since = null, failure = null, changed_at = p_at
   where e.number = p_number and e.state = 'WAITING'
$$;

-- What ИС ЭСФ says of an act. An answer of the buyer there is the answer to the act, if none was given here before; ninety days
-- later nobody asks any more. The row of the box that was told.
create function billing.esf_seen(p_number text, p_status text, p_registration text, p_reason text, p_next timestamptz, p_at timestamptz)
returns table (box_id bigint, top_seq bigint, epoch int)
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare v billing.esf_act; v_state text := case when p_status in ('CONFIRMED', 'DECLINED', 'REVOKED') then p_status end;
begin
  update billing.esf_act e
     set state = coalesce(v_state, e.state), esf_status = p_status, registration_no = coalesce(p_registration, e.registration_no),
         reason = coalesce(p_reason, e.reason),
         task = case when v_state is not null or e.created_at < p_at - interval '90 days' then null else e.task end,
         due_at = case when e.task = 'STATUS' then p_next else e.due_at end, claimed_until = '-infinity', attempts = 0, failing_since = null, failure = null,
         changed_at = p_at
   where e.number = p_number and e.state = 'UPLOADED' returning * into v;
  if v.number is null or v_state is null or v_state = 'REVOKED' then
    return;
  end if;
  return query select r.* from billing.answer_act(v.box_id, p_number, case v_state when 'CONFIRMED' then 'ACCEPTED' else 'REFUSED' end, 'ESF',
    case v_state when 'DECLINED' then left(coalesce(nullif(p_reason, ''), 'ИС ЭСФ: DECLINED'), 2000) end, null, null, null,
    case v_state when 'CONFIRMED' then 'ИС ЭСФ' end, p_at, p_at) r;
end $$;

create function billing.esf_revoked(p_number text, p_at timestamptz) returns void
language sql security definer set search_path = pg_catalog as $$
  update billing.esf_act e set state = 'REVOKED', esf_status = 'REVOKED', task = null, claimed_until = '-infinity', attempts = 0, failing_since = null,
      failure = null, changed_at = p_at
   where e.number = p_number and e.state = 'UPLOADED'
$$;

-- p_reached: false when the upload certainly did not get there.
create function billing.esf_failed(p_number text, p_failure text, p_reached boolean, p_dead boolean, p_next timestamptz, p_at timestamptz) returns void
language sql security definer set search_path = pg_catalog as $$
  update billing.esf_act e set attempts = e.attempts + 1, failing_since = coalesce(e.failing_since, p_at), failure = left(p_failure, 500), due_at = p_next,
      asked = case when p_reached then e.asked else false end, dead_at = case when p_dead then p_at end, claimed_until = '-infinity', changed_at = p_at
   where e.number = p_number and e.task is not null
$$;

-- Staff has a dead letter tried again; false when it is none.
create function billing.esf_again(p_number text, p_at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog as $$
begin
  update billing.esf_act e set dead_at = null, attempts = 0, failing_since = null, due_at = p_at, changed_at = p_at
   where e.number = p_number and e.dead_at is not null;
  return found;
end $$;

-- Staff takes an uploaded act back, for a reason; false when it is not there, or was declined or revoked there.
create function billing.esf_take_back(p_number text, p_reason text, p_at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog as $$
begin
  update billing.esf_act e set state = 'UPLOADED', task = 'REVOKE', reason = p_reason, dead_at = null, attempts = 0, failing_since = null,
      failure = null, due_at = p_at, changed_at = p_at
   where e.number = p_number and e.state in ('UPLOADED', 'CONFIRMED');
  return found;
end $$;

revoke execute on function billing.hold_esf(text, uuid, timestamptz, timestamptz), billing.queue_esf(timestamptz),
  billing.claim_esf(int, timestamptz, timestamptz), billing.esf_uploaded(text, text, timestamptz, timestamptz),
  billing.esf_seen(text, text, text, text, timestamptz, timestamptz), billing.esf_revoked(text, timestamptz),
  billing.esf_failed(text, text, boolean, boolean, timestamptz, timestamptz), billing.esf_again(text, timestamptz),
  billing.esf_take_back(text, text, timestamptz) from public;
grant select on billing.esf_act to center_hub, center_billing;
grant execute on function billing.hold_esf(text, uuid, timestamptz, timestamptz), billing.queue_esf(timestamptz),
  billing.claim_esf(int, timestamptz, timestamptz), billing.esf_uploaded(text, text, timestamptz, timestamptz),
  billing.esf_seen(text, text, text, text, timestamptz, timestamptz), billing.esf_revoked(text, timestamptz),
  billing.esf_failed(text, text, boolean, boolean, timestamptz, timestamptz) to center_billing;
grant execute on function billing.esf_again(text, timestamptz), billing.esf_take_back(text, text, timestamptz) to center_hub;
