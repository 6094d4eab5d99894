-- The books: double entry, only ever added to (section 6; design, decision 10 and invariant 4).
-- Amounts are whole tiyn (or whole metered units), debit positive, credit negative. What the operator owes to clients
-- (prepaid, bonus, allowance) stands on the credit side, so a kept balance of zero or less is money or volume in hand.

-- A billing process has a role of its own; its password is set by R__roles.sql.
do $$
begin
  if not exists (select from pg_roles where rolname = 'center_billing') then create role center_billing login; end if;
end $$;
create schema billing;
grant usage on schema billing to center_hub, center_billing;
grant usage on schema eventlog to center_billing;

-- Value added tax by the day of turnover (Tax Code: 12 % until the end of 2025, 16 % from 2026 on).
create table billing.tax_rate (
  tax        text    not null,
  valid_from date    not null,
  valid_to   date    not null default 'infinity',
  percent    numeric not null check (percent >= 0 and percent < 100),
  primary key (tax, valid_from),
  check (valid_from <= valid_to)
);
insert into billing.tax_rate (tax, valid_from, valid_to, percent)
  values ('VAT', '2009-01-01', '2025-12-31', 12), ('VAT', '2026-01-01', 'infinity', 16);

-- The tax inside a price that includes it, of the whole document at once, half a tiyn up.
create function billing.tax_inside(p_tax text, p_amount bigint, p_day date) returns bigint
language plpgsql stable set search_path = pg_catalog as $$
declare v_percent numeric;
begin
  select percent into strict v_percent from billing.tax_rate where tax = p_tax and p_day between valid_from and valid_to;
  return round(p_amount * v_percent / (100 + v_percent))::bigint;
exception when no_data_found then
  raise exception 'no rate of % for %', p_tax, p_day using errcode = 'BL404';
end $$;

-- bank, clearing:<acquirer>, prepaid:<box>, bonus:<box>, promotion, revenue:<product>, vat, suspense, rounding, fee;
-- in metered units allowance:<subscription>, granted:<metric>, consumed:<metric>, lapsed:<metric>.
-- The balance of a guarded account is kept here and never comes to the debit side; of the others it is summed when asked.
create table billing.account (
  account text    collate "C" primary key,
  unit    text    not null,
  guarded boolean not null,
  balance bigint  not null default 0,
  constraint never_overdrawn check (not guarded or balance <= 0)
) with (fillfactor = 50);

create table billing.ledger_transaction (
  transaction_id bigint      generated always as identity primary key,
  reference      text        collate "C" not null unique, -- posts once, whoever repeats it
  kind           text        not null,
  unit           text        not null,
  at             timestamptz not null,
  day            date        not null,
  memo           text        not null,
  digest         bytea       not null check (octet_length(digest) = 32)
);
create index ledger_transaction_day on billing.ledger_transaction (day, transaction_id);

create table billing.entry (
  transaction_id bigint not null references billing.ledger_transaction,
  line           int    not null,
  account        text   collate "C" not null references billing.account,
  amount         bigint not null check (amount <> 0),
  primary key (transaction_id, line)
);
create index entry_account on billing.entry (account, transaction_id) include (amount);

-- Per day: what was posted and each account's sum, chained by hash to the day before.
create table billing.seal (
  day          date        primary key,
  transactions bigint      not null,
  totals       jsonb       not null,
  previous     bytea       not null,
  hash         bytea       not null check (octet_length(hash) = 32),
  sealed_at    timestamptz not null
);

create function billing.never_changes() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  raise exception '% is only added to: correct it by a reversal', tg_table_name using errcode = 'BL403';
end $$;
create trigger only_added before update or delete on billing.ledger_transaction for each row execute function billing.never_changes();
create trigger only_added before update or delete on billing.entry for each row execute function billing.never_changes();
create trigger only_added before update or delete on billing.seal for each row execute function billing.never_changes();
create trigger never_emptied before truncate on billing.ledger_transaction for each statement execute function billing.never_changes();
create trigger never_emptied before truncate on billing.entry for each statement execute function billing.never_changes();
create trigger never_emptied before truncate on billing.seal for each statement execute function billing.never_changes();

-- The last word on every transaction, at commit and whoever wrote it.
create function billing.must_balance() returns trigger language plpgsql set search_path = pg_catalog as $$
declare v_sum numeric; v_lines int;
begin
  select coalesce(sum(e.amount), 0), count(*) into v_sum, v_lines from billing.entry e where e.transaction_id = new.transaction_id;
  if v_sum <> 0 or v_lines < 2 then
    raise exception 'transaction % has % entries that sum to %', new.transaction_id, v_lines, v_sum using errcode = 'BL001';
  end if;
  return null;
end $$;
create constraint trigger balances after insert on billing.ledger_transaction deferrable initially deferred
  for each row execute function billing.must_balance();
create constraint trigger balances after insert on billing.entry deferrable initially deferred
  for each row execute function billing.must_balance();

create function billing.entries_digest(p_kind text, p_unit text, p_accounts text[], p_amounts bigint[]) returns bytea
language sql immutable set search_path = pg_catalog as $$
  select sha256(convert_to(p_kind || E'\n' || p_unit || E'\n'
    || string_agg(x.account || ' ' || x.amount, E'\n' order by x.account collate "C", x.amount), 'UTF8'))
    from unnest(p_accounts, p_amounts) x(account, amount)
$$;

-- The only way into the books. True when it was posted now, false when this reference was posted before with the same
-- entries. BL001 entries that do not balance, BL402 an account would be overdrawn, BL409 the reference was used with
-- other entries, BL410 the day is sealed. It runs with the owner's rights and is granted to no login role: use cases are
-- functions of the owner themselves.
create function billing.post(p_reference text, p_kind text, p_at timestamptz, p_day date, p_accounts text[], p_amounts bigint[],
  p_memo text default '', p_unit text default 'KZT') returns boolean
language plpgsql security definer set search_path = pg_catalog as $$
declare
  v_day date := coalesce(p_day, (p_at at time zone 'Asia/Almaty')::date);
  v_id bigint; v_digest bytea; v_known bytea; v_short text;
begin
  if cardinality(p_accounts) is distinct from cardinality(p_amounts) or cardinality(p_accounts) < 2
     or (select sum(a) from unnest(p_amounts) a) <> 0 then
    raise exception 'entries of % do not balance', p_reference using errcode = 'BL001';
  end if;
  v_digest := billing.entries_digest(p_kind, p_unit, p_accounts, p_amounts);
  perform pg_advisory_xact_lock_shared(hashtext('billing.seal')); -- no day is sealed under this transaction
  insert into billing.ledger_transaction (reference, kind, unit, at, day, memo, digest)
    values (p_reference, p_kind, p_unit, p_at, v_day, p_memo, v_digest)
    on conflict (reference) do nothing returning transaction_id into v_id;
  if v_id is null then
    select digest into v_known from billing.ledger_transaction where reference = p_reference;
    if v_known <> v_digest then
      raise exception '% was posted with other entries', p_reference using errcode = 'BL409';
    end if;
    return false;
  end if;
  if exists (select from billing.seal s where s.day >= v_day) then
    raise exception 'day % is sealed', v_day using errcode = 'BL410';
  end if;
  insert into billing.account (account, unit, guarded)
    select distinct a, p_unit, a like 'prepaid:%' or a like 'bonus:%' or a like 'allowance:%' from unnest(p_accounts) a
     where not exists (select from billing.account k where k.account = a) order by 1
    on conflict do nothing;
  -- In the order of names, so that two transactions never wait for each other crosswise.
  perform 1 from billing.account k where k.account = any (p_accounts) and k.guarded order by k.account for no key update;
  select string_agg(k.account, ', ') into v_short
    from (select account, sum(amount) amount from unnest(p_accounts, p_amounts) u(account, amount) group by account) x
    join billing.account k using (account) where k.guarded and k.balance + x.amount > 0;
  if v_short is not null then
    raise exception 'not enough on % for %', v_short, p_reference using errcode = 'BL402';
  end if;
  update billing.account k set balance = k.balance + x.amount
    from (select account, sum(amount)::bigint amount from unnest(p_accounts, p_amounts) u(account, amount) group by account) x
   where k.account = x.account and k.guarded;
  insert into billing.entry (transaction_id, line, account, amount)
    select v_id, x.line, x.account, x.amount from unnest(p_accounts, p_amounts) with ordinality x(account, amount, line);
  return true;
end $$;

-- What was posted wrongly is posted the other way round; once.
create function billing.reverse(p_reference text, p_at timestamptz, p_memo text) returns boolean
language plpgsql security definer set search_path = pg_catalog as $$
declare t billing.ledger_transaction; v_accounts text[]; v_amounts bigint[];
begin
  select * into t from billing.ledger_transaction where reference = p_reference;
  if t.transaction_id is null then
    raise exception 'nothing was posted as %', p_reference using errcode = 'BL404';
  end if;
  select array_agg(account order by line), array_agg(-amount order by line) into v_accounts, v_amounts
    from billing.entry where transaction_id = t.transaction_id;
  return billing.post('reversal:' || p_reference, 'REVERSAL', p_at, null, v_accounts, v_amounts, p_memo, t.unit);
end $$;

-- What a day's seal is the hash of; one text, the same for ever.
create function billing.day_text(p_day date, p_previous bytea) returns text
language sql stable set search_path = pg_catalog as $$
  select 'billing-seal-1' || E'\n' || p_day || E'\n' || encode(p_previous, 'hex') || E'\n'
    || coalesce((select string_agg(t.transaction_id || ' ' || t.reference || ' ' || t.at || ' ' || encode(t.digest, 'hex'), E'\n' order by t.transaction_id)
                   from billing.ledger_transaction t where t.day = p_day), '') || E'\n'
    || coalesce((select string_agg(s.account || ' ' || s.total, E'\n' order by s.account)
                   from (select e.account, sum(e.amount) total from billing.entry e
                           join billing.ledger_transaction t using (transaction_id) where t.day = p_day group by e.account) s), '')
$$;

-- Seals every day up to p_day that is not sealed yet, in order; returns how many. A sealed day takes no more postings.
create function billing.seal_days(p_day date, p_at timestamptz) returns int
language plpgsql security definer set search_path = pg_catalog set timezone = 'UTC' as $$
declare v_day date; v_previous bytea; v_count int := 0;
begin
  if p_day >= (p_at at time zone 'Asia/Almaty')::date then
    raise exception 'day % is not over', p_day using errcode = 'BL410';
  end if;
  perform pg_advisory_xact_lock(hashtext('billing.seal'));
  select s.day + 1, s.hash into v_day, v_previous from billing.seal s order by s.day desc limit 1;
  if v_day is null then
    select min(t.day), sha256('') into v_day, v_previous from billing.ledger_transaction t;
  end if;
  while v_day <= p_day loop
    insert into billing.seal (day, transactions, totals, previous, hash, sealed_at)
      select v_day, (select count(*) from billing.ledger_transaction t where t.day = v_day),
             coalesce((select jsonb_object_agg(s.account, s.total::text) from (
               select e.account, sum(e.amount) total from billing.entry e join billing.ledger_transaction t using (transaction_id)
                where t.day = v_day group by e.account) s), '{}'),
             v_previous, sha256(convert_to(billing.day_text(v_day, v_previous), 'UTF8')), p_at;
    select hash into v_previous from billing.seal where day = v_day;
    v_day := v_day + 1;
    v_count := v_count + 1;
  end loop;
  return v_count;
end $$;

-- Every difference between what is kept and what the entries say; no row means that the books agree with themselves.
create function billing.recompute() returns table (what text, name text, kept text, computed text)
language plpgsql stable security definer set search_path = pg_catalog set timezone = 'UTC' as $$
#variable_conflict use_column
begin
  return query
    select 'balance'::text, k.account::text, k.balance::text, coalesce(e.total, 0)::text
      from billing.account k left join (select account, sum(amount) total from billing.entry group by account) e using (account)
     where k.guarded and k.balance <> coalesce(e.total, 0);
  return query
    select 'sum'::text, t.reference::text, '0'::text, e.total::text
      from (select transaction_id, sum(amount) total from billing.entry group by transaction_id) e
      join billing.ledger_transaction t using (transaction_id) where e.total <> 0;
  return query
    select 'entries'::text, t.reference::text, encode(t.digest, 'hex'), encode(e.digest, 'hex')
      from (select x.transaction_id, billing.entries_digest(k.kind, k.unit, array_agg(x.account), array_agg(x.amount)) digest
              from billing.entry x join billing.ledger_transaction k using (transaction_id) group by x.transaction_id, k.kind, k.unit) e
      join billing.ledger_transaction t using (transaction_id) where e.digest <> t.digest;
  return query
    select 'seal'::text, s.day::text, encode(s.hash, 'hex'), encode(sha256(convert_to(billing.day_text(s.day, s.previous), 'UTF8')), 'hex')
      from billing.seal s where s.hash <> sha256(convert_to(billing.day_text(s.day, s.previous), 'UTF8'));
  return query
    select 'chain'::text, s.day::text, encode(s.previous, 'hex'), encode(p.hash, 'hex')
      from (select day, previous, lag(day) over (order by day) before from billing.seal) s join billing.seal p on p.day = s.before
     where p.hash <> s.previous or p.day <> s.day - 1;
end $$;

revoke execute on all functions in schema billing from public;
grant select on all tables in schema billing to center_hub, center_billing;
grant execute on function billing.tax_inside(text, bigint, date) to center_hub, center_billing;
grant execute on function billing.day_text(date, bytea), billing.seal_days(date, timestamptz), billing.recompute(),
  billing.reverse(text, timestamptz, text) to center_billing;
