-- What the operator may owe for its faults (clauses 7.6.2, 7.7, 11.2; reading A12), and the partner programme (clause 5.1.5).
-- Written by functions of the owner alone, as all of the books.

-- While a case is open nobody is liable; without a box it is everybody's.
create table billing.force_majeure (
  case_id    uuid        primary key,
  box_id     bigint,
  memo       text        not null check (length(memo) between 1 and 200),
  started_at timestamptz not null,
  started_by uuid        not null,
  ended_at   timestamptz,
  check (ended_at >= started_at)
);
create index force_majeure_open on billing.force_majeure (box_id) where ended_at is null;

-- A claim that was settled, with what the caps were reckoned from: each row proves itself.
create table billing.liability_claim (
  box_id         bigint      not null,
  claim_id       uuid        not null unique,
  kind           text        not null check (kind in ('DATA_LOSS', 'OTHER')),
  amount         bigint      not null check (amount > 0), -- tiyn
  memo           text        not null check (length(memo) between 1 and 200),
  documented     boolean     not null,
  subscription_id uuid       not null, -- the last tariff that was paid
  paid           bigint      not null check (paid > 0), -- in money, after the discount, without bonus
  list_price     bigint      not null check (list_price >= paid),
  settled_before bigint      not null check (settled_before >= 0),
  settled_at     timestamptz not null,
  settled_by     uuid        not null,
  key            text,
  primary key (box_id, claim_id),
  unique (box_id, key),
  constraint within_paid check (kind <> 'DATA_LOSS' or (documented and amount <= paid * 5 / 100)),
  constraint within_list check (settled_before + amount <= list_price * 10 / 100)
);
create index liability_claim_at on billing.liability_claim (settled_at desc, claim_id desc);
create trigger only_added before update or delete on billing.liability_claim for each row execute function billing.never_changes();

-- The last tariff that was paid in money, by the books; what was reversed was not paid.
create function billing.last_paid(p_box bigint)
returns table (subscription_id uuid, tariff text, version int, started_at timestamptz, paid bigint, list_price bigint)
language sql stable security definer set search_path = pg_catalog as $$
  select s.subscription_id, s.tariff, s.version, s.started_at, e.amount, v.price
    from billing.entry e
    join billing.ledger_transaction t using (transaction_id)
    join billing.subscription s on s.box_id = p_box and s.subscription_id = substr(t.reference, 10)::uuid
    join billing.tariff_version v on v.tariff = s.tariff and v.version = s.version
   where e.account = 'prepaid:' || p_box and e.amount > 0 and t.kind = 'PURCHASE' and t.reference like 'purchase:%'
     and not exists (select from billing.ledger_transaction r where r.reference = 'reversal:' || t.reference)
   order by t.at desc, t.transaction_id desc limit 1
$$;

-- Settles a claim out of the operator's bank account, within both caps. Outcomes: SETTLED, SAME (this key before),
-- OTHER_KEY, FORCE_MAJEURE, NEVER_PAID; beyond a cap it is refused by the table (23514). Claims of a box take turns.
create function billing.settle_claim(p_claim uuid, p_box bigint, p_kind text, p_amount bigint, p_memo text, p_documented boolean, p_by uuid,
  p_key text, p_at timestamptz) returns table (outcome text, claim uuid)
language plpgsql security definer set search_path = pg_catalog as $$
declare v_old billing.liability_claim; l record; v_before bigint;
begin
  insert into billing.account (account, unit, guarded) values ('prepaid:' || p_box, 'KZT', true) on conflict do nothing;
  perform 1 from billing.account k where k.account = 'prepaid:' || p_box for no key update;
  select * into v_old from billing.liability_claim c where c.box_id = p_box and c.key = p_key;
  if v_old.claim_id is not null then
    return query select case when (v_old.kind, v_old.amount, v_old.memo) = (p_kind, p_amount, p_memo) then 'SAME' else 'OTHER_KEY' end, v_old.claim_id;
    return;
  end if;
  if exists (select from billing.force_majeure f where f.ended_at is null and (f.box_id is null or f.box_id = p_box)) then
    return query select 'FORCE_MAJEURE', null::uuid; return;
  end if;
  select * into l from billing.last_paid(p_box);
  if l.subscription_id is null then
    return query select 'NEVER_PAID', null::uuid; return;
  end if;
  select coalesce(sum(c.amount), 0) into v_before from billing.liability_claim c where c.box_id = p_box;
  insert into billing.liability_claim values (p_box, p_claim, p_kind, p_amount, p_memo, p_documented, l.subscription_id, l.paid, l.list_price,
    v_before, p_at, p_by, p_key);
  perform billing.post('claim:' || p_claim, 'CLAIM', p_at, null, array['compensation', 'bank'], array[p_amount, -p_amount], p_memo);
  return query select 'SETTLED', p_claim;
end $$;

create function billing.open_force_majeure(p_case uuid, p_box bigint, p_memo text, p_by uuid, p_at timestamptz) returns void
language sql security definer set search_path = pg_catalog as $$
  insert into billing.force_majeure (case_id, box_id, memo, started_at, started_by) values (p_case, p_box, p_memo, p_at, p_by)
$$;

-- False when there is no such case; one that has ended stays as it is.
create function billing.end_force_majeure(p_case uuid, p_at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog as $$
begin
  update billing.force_majeure f set ended_at = greatest(p_at, f.started_at) where f.case_id = p_case and f.ended_at is null;
  return exists (select from billing.force_majeure f where f.case_id = p_case);
end $$;

-- Terms of the programme; a version never changes once it is published.
create table billing.partner_terms (
  version      int         primary key check (version > 0),
  percent      int         not null check (percent between 1 and 100), -- of what the client pays in money for its first tariff
  join_days    int         not null check (join_days between 1 and 366), -- how long after its registration a client may name a partner
  reward_days  int         not null check (reward_days between 1 and 3660), -- how long after that its first purchase counts
  text_kk      text        not null,
  text_ru      text        not null,
  published_at timestamptz not null,
  published_by uuid        not null
);
create trigger only_added before update or delete on billing.partner_terms for each row execute function billing.never_changes();

create table billing.partner (
  box_id      bigint      primary key,
  code        text        collate "C" not null unique check (code ~ '^[A-Z0-9]{8}$'),
  version     int         not null references billing.partner_terms, -- the one accepted last; it holds for new referrals
  state       text        not null check (state in ('ACTIVE', 'FROZEN', 'CANCELLED')),
  reason      text        not null default '',
  enrolled_at timestamptz not null,
  changed_at  timestamptz not null
);

create table billing.partner_acceptance (
  box_id      bigint      not null references billing.partner,
  version     int         not null references billing.partner_terms,
  accepted_at timestamptz not null,
  accepted_by uuid        not null,
  primary key (box_id, version)
);
create trigger only_added before update or delete on billing.partner_acceptance for each row execute function billing.never_changes();

-- A client that came by a partner, once; pins the terms that held then.
create table billing.referral (
  box_id      bigint      primary key,
  partner_box bigint      not null references billing.partner,
  version     int         not null references billing.partner_terms,
  referred_at timestamptz not null,
  until_at    timestamptz not null,
  state       text        not null default 'OPEN' check (state in ('OPEN', 'REWARDED', 'EXPIRED', 'CANCELLED')),
  paid        bigint,
  reward      bigint,
  settled_at  timestamptz,
  check (partner_box <> box_id),
  check ((state = 'OPEN') = (settled_at is null)),
  check ((state = 'REWARDED') = (reward is not null and paid is not null))
);
create index referral_partner on billing.referral (partner_box, referred_at);
create index referral_open on billing.referral (referred_at) where state = 'OPEN';

create function billing.publish_partner_terms(p_percent int, p_join_days int, p_reward_days int, p_kk text, p_ru text, p_by uuid, p_at timestamptz)
returns int language plpgsql security definer set search_path = pg_catalog as $$
declare v_version int;
begin
  perform pg_advisory_xact_lock(hashtext('billing.partner_terms'));
  select coalesce(max(t.version), 0) + 1 into v_version from billing.partner_terms t;
  insert into billing.partner_terms values (v_version, p_percent, p_join_days, p_reward_days, p_kk, p_ru, p_at, p_by);
  return v_version;
end $$;

-- Enrols, or takes a later version for an enrolled one. Outcomes: ENROLLED, SAME, OLD (not the version in force), CANCELLED.
create function billing.enrol_partner(p_box bigint, p_code text, p_version int, p_by uuid, p_at timestamptz) returns text
language plpgsql security definer set search_path = pg_catalog as $$
declare v_state text;
begin
  if p_version is distinct from (select max(t.version) from billing.partner_terms t) then
    return 'OLD';
  end if;
  insert into billing.partner (box_id, code, version, state, enrolled_at, changed_at) values (p_box, p_code, p_version, 'ACTIVE', p_at, p_at)
    on conflict (box_id) do nothing;
  select x.state into v_state from billing.partner x where x.box_id = p_box for no key update;
  if v_state = 'CANCELLED' then
    return 'CANCELLED';
  end if;
  insert into billing.partner_acceptance values (p_box, p_version, p_at, p_by) on conflict do nothing;
  if not found then
    return 'SAME';
  end if;
  update billing.partner x set version = p_version where x.box_id = p_box and x.version <> p_version;
  return 'ENROLLED';
end $$;

-- Outcomes: CHANGED, UNKNOWN, CANCELLED (a partner whose participation was cancelled stays so).
create function billing.change_partner(p_code text, p_state text, p_reason text, p_at timestamptz) returns text
language plpgsql security definer set search_path = pg_catalog as $$
declare v_state text;
begin
  select x.state into v_state from billing.partner x where x.code = p_code for no key update;
  if v_state is null then
    return 'UNKNOWN';
  elsif v_state = 'CANCELLED' and p_state <> 'CANCELLED' then
    return 'CANCELLED';
  end if;
  update billing.partner x set state = p_state, reason = p_reason, changed_at = p_at where x.code = p_code;
  return 'CHANGED';
end $$;

-- A new client names the partner it came by. Outcomes: REFERRED, SAME, OTHER (another before), UNKNOWN (no code that counts),
-- SELF, LATE (registered too long ago), PAID (it has bought already).
create function billing.refer(p_box bigint, p_code text, p_at timestamptz) returns text
language plpgsql security definer set search_path = pg_catalog as $$
declare v_partner billing.partner; v_terms billing.partner_terms; v_old bigint;
begin
  insert into billing.account (account, unit, guarded) values ('prepaid:' || p_box, 'KZT', true) on conflict do nothing;
  perform 1 from billing.account k where k.account = 'prepaid:' || p_box for no key update; -- no purchase beside this
  select * into v_partner from billing.partner x where x.code = p_code for share;
  select r.partner_box into v_old from billing.referral r where r.box_id = p_box;
  if v_old is not null then
    return case when v_old = v_partner.box_id then 'SAME' else 'OTHER' end;
  elsif v_partner.box_id is null or v_partner.state <> 'ACTIVE' then
    return 'UNKNOWN';
  elsif v_partner.box_id = p_box then
    return 'SELF';
  end if;
  select * into v_terms from billing.partner_terms t where t.version = v_partner.version;
  if not exists (select from hub.participant h where h.box_id = p_box and h.registered_at > p_at - make_interval(days => v_terms.join_days)) then
    return 'LATE';
  elsif exists (select from billing.entry e join billing.ledger_transaction t using (transaction_id)
                 where e.account = 'prepaid:' || p_box and t.kind = 'PURCHASE') then
    return 'PAID';
  end if;
  insert into billing.referral (box_id, partner_box, version, referred_at, until_at)
    values (p_box, v_partner.box_id, v_partner.version, p_at, p_at + make_interval(days => v_terms.reward_days));
  return 'REFERRED';
end $$;

-- The first tariff that a box paid in money, by the books; what was reversed was not paid.
create function billing.first_paid(p_box bigint) returns table (paid bigint, at timestamptz)
language sql stable set search_path = pg_catalog as $$
  select e.amount, t.at from billing.entry e join billing.ledger_transaction t using (transaction_id)
   where e.account = 'prepaid:' || p_box and e.amount > 0 and t.kind = 'PURCHASE'
     and not exists (select from billing.ledger_transaction r where r.reference = 'reversal:' || t.reference)
   order by t.transaction_id limit 1
$$;

-- Referrals whose client has bought, whose time is over or whose partner is out. Those of a frozen partner wait.
create function billing.due_referrals(p_at timestamptz, p_limit int) returns table (box_id bigint)
language sql stable security definer set search_path = pg_catalog as $$
  select r.box_id from billing.referral r join billing.partner x on x.box_id = r.partner_box left join lateral billing.first_paid(r.box_id) f on true
   where r.state = 'OPEN' and r.referred_at <= p_at and x.state <> 'FROZEN' and (f.at <= p_at or r.until_at <= p_at or x.state = 'CANCELLED')
   order by r.referred_at, r.box_id limit p_limit
$$;

-- Settles one referral: the reward goes to the partner's bonus, once. No row when there was nothing to settle; without a
-- partner's top when nobody is told.
create function billing.reward_referral(p_box bigint, p_event uuid, p_at timestamptz) returns table (rewarded boolean, partner_box bigint, top_seq bigint, epoch int)
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare r billing.referral; x billing.partner; f record; v_reward bigint; v_state text; v_memo text;
begin
  select * into r from billing.referral y where y.box_id = p_box and y.state = 'OPEN' for no key update;
  select * into x from billing.partner y where y.box_id = r.partner_box for share;
  if r.box_id is null or x.state = 'FROZEN' then
    return;
  end if;
  select * into f from billing.first_paid(p_box) y where y.at <= p_at;
  v_state := case when x.state = 'CANCELLED' then 'CANCELLED' when f.at < r.until_at then 'REWARDED'
                  when f.at is not null or r.until_at <= p_at then 'EXPIRED' end;
  if v_state is null then
    return;
  elsif v_state = 'REWARDED' then
    select f.paid * t.percent / 100 into v_reward from billing.partner_terms t where t.version = r.version;
  end if;
  update billing.referral y set state = v_state, settled_at = p_at, reward = v_reward, paid = case when v_reward is not null then f.paid end
   where y.box_id = p_box;
  if coalesce(v_reward, 0) = 0 then
    return query select false, null::bigint, null::bigint, null::int; return;
  end if;
  v_memo := 'partner ' || x.code;
  perform billing.post('referral:' || p_box, 'REFERRAL', p_at, null, array['promotion', 'bonus:' || r.partner_box], array[v_reward, -v_reward], v_memo);
  return query select true, a.box_id, a.top_seq, a.epoch
    from eventlog.append(array[r.partner_box], array[p_event], array['kz.centerpro.billing.bonus-credited'], array[x.code], p_at,
      array[jsonb_build_object('amount', billing.wire_money(v_reward), 'memo', v_memo)::text]) a;
end $$;

revoke execute on all functions in schema billing from public;
grant select on billing.force_majeure, billing.liability_claim, billing.partner_terms, billing.partner, billing.partner_acceptance, billing.referral
  to center_hub;
grant execute on function billing.last_paid(bigint),
  billing.settle_claim(uuid, bigint, text, bigint, text, boolean, uuid, text, timestamptz),
  billing.open_force_majeure(uuid, bigint, text, uuid, timestamptz), billing.end_force_majeure(uuid, timestamptz),
  billing.publish_partner_terms(int, int, int, text, text, uuid, timestamptz), billing.enrol_partner(bigint, text, int, uuid, timestamptz),
  billing.change_partner(text, text, text, timestamptz), billing.refer(bigint, text, timestamptz) to center_hub;
grant execute on function billing.due_referrals(timestamptz, int), billing.reward_referral(bigint, uuid, timestamptz) to center_billing;
