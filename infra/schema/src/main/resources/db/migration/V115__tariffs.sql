-- Tariffs, what participants bought of them, quota leases, and the rating of usage (clauses 1.11, 1.14, 3.1, 5.3.4,
-- 5.3.10, 5.3.11, 6.1, 6.6 to 6.8, 6.10; readings A12, A15, A19).

create table billing.tariff (
  tariff     text        collate "C" primary key check (tariff ~ '^[a-z0-9-]{1,40}$'),
  retired_at timestamptz -- from then on nobody can start it; what was started goes on (clause 6.10)
);

-- A version never changes once it is published.
create table billing.tariff_version (
  tariff         text        collate "C" not null references billing.tariff,
  version        int         not null check (version > 0),
  price          bigint      not null check (price >= 0), -- tiyn, value added tax included
  term           text        not null check (term ~ '^P([0-9]{1,3}Y)?([0-9]{1,3}M)?([0-9]{1,4}D)?$' and length(term) > 1),
  products       text[]      not null check (cardinality(products) > 0),
  names          jsonb       not null, -- kk, ru, en
  conditions     jsonb       not null,
  welcome        boolean     not null, -- starts by itself for a participant that never had a tariff; free
  published_at   timestamptz not null,
  published_by   text        not null,
  primary key (tariff, version),
  check (not welcome or price = 0)
);
-- Volume per metered unit; null is without limit.
create table billing.tariff_volume (
  tariff  text   collate "C" not null,
  version int    not null,
  metric  text   not null,
  volume  bigint check (volume > 0),
  primary key (tariff, version, metric),
  foreign key (tariff, version) references billing.tariff_version
);

-- A discount on a tariff, for all or for who knows its code (clause 5.3.11).
create table billing.promotion (
  code       text        collate "C" primary key check (code ~ '^[A-Z0-9-]{3,40}$'),
  tariff     text        collate "C" references billing.tariff, -- null: any
  percent    int         check (percent between 1 and 100),
  amount     bigint      check (amount > 0), -- tiyn
  valid_from timestamptz not null,
  valid_to   timestamptz not null,
  per_box    int         not null default 1 check (per_box > 0),
  names      jsonb       not null,
  check ((percent is null) <> (amount is null)),
  check (valid_from < valid_to)
);

-- What a participant started: pins the version, its price and its volume until the end of the term.
create table billing.subscription (
  box_id          bigint      not null,
  subscription_id uuid        not null,
  tariff          text        collate "C" not null,
  version         int         not null,
  products        text[]      not null,
  list_price      bigint      not null,
  discount        bigint      not null default 0,
  paid_cash       bigint      not null,
  paid_bonus      bigint      not null default 0,
  vat             bigint      not null,
  promotion       text        collate "C",
  started_at      timestamptz not null, -- the services are rendered from here on (clause 6.7)
  ends_at         timestamptz not null,
  due_at          timestamptz not null, -- when something is next to be said or done: 7 days and 1 day before the end, the end
  expired_at      timestamptz,
  primary key (box_id, subscription_id),
  foreign key (tariff, version) references billing.tariff_version,
  check (list_price = discount + paid_cash + paid_bonus and discount >= 0 and paid_cash >= 0 and paid_bonus >= 0)
);
create index subscription_due on billing.subscription (due_at) where expired_at is null;

-- What is left of a volume: used by documents whose lease has ended, reserved by leases that are open.
create table billing.allowance (
  box_id          bigint not null,
  subscription_id uuid   not null,
  metric          text   not null,
  volume          bigint,
  reserved        bigint not null default 0 check (reserved >= 0),
  used            bigint not null default 0 check (used >= 0),
  warned          int    not null default 0, -- 1: four fifths are used, 2: all
  primary key (box_id, subscription_id, metric),
  foreign key (box_id, subscription_id) references billing.subscription,
  constraint never_overdrawn check (volume is null or used + reserved <= volume)
) with (fillfactor = 50);

-- Units that one node may spend in its memory. hub.accept_batch counts what was spent in the document's own transaction
-- and takes nothing on a lease that is gone: so a lease may be taken back at any instant, also from a node that sleeps.
create table billing.quota_lease (
  box_id          bigint      not null,
  lease_id        uuid        not null,
  subscription_id uuid        not null,
  metric          text        not null,
  units           bigint      check (units > 0), -- null: without limit
  spent           bigint      not null default 0,
  until_at        timestamptz not null,
  primary key (box_id, lease_id),
  check (units is null or spent <= units)
) with (fillfactor = 50);
create index quota_lease_until on billing.quota_lease (until_at);

-- Which answer a repeated request gets.
create table billing.request (
  box_id      bigint      not null,
  key         text        not null,
  fingerprint text        not null,
  result      uuid        not null,
  at          timestamptz not null,
  primary key (box_id, key)
);

-- Usage is numbered per box without a gap, in commit order, so that a cursor is enough to rate each unit once.
alter table hub.box add column usage_top bigint not null default 0;
alter table hub.usage add column seq bigint;
alter table hub.usage add column subscription_id uuid; -- null: no tariff was needed, or the lease could not be had in time
update hub.usage u set seq = n.seq
  from (select box_id, usage_id, row_number() over (partition by box_id order by at, usage_id) seq from hub.usage) n
 where n.box_id = u.box_id and n.usage_id = u.usage_id;
update hub.box b set usage_top = u.top from (select box_id, max(seq) top from hub.usage group by box_id) u where u.box_id = b.box_id;
alter table hub.usage alter column seq set not null;
alter table hub.usage drop constraint usage_pkey;
alter table hub.usage add primary key (box_id, seq);
create index usage_at on hub.usage using brin (at) with (pages_per_range = 16, autosummarize = on);

create table billing.rating_cursor (
  box_id       bigint      primary key,
  seq          bigint      not null default 0,
  failures     int         not null default 0,
  parked_until timestamptz not null default '-infinity', -- one that fails waits, the others go on
  failure      text
) with (fillfactor = 50);

-- Usage by day (Almaty) and the month that it is accounted in. The zero id is usage under no subscription.
create table billing.rated_usage (
  box_id          bigint not null,
  subscription_id uuid   not null,
  metric          text   not null,
  day             date   not null,
  period          date   not null,
  quantity        bigint not null,
  bytes           bigint not null,
  primary key (box_id, day, subscription_id, metric, period)
) with (fillfactor = 70);

-- A month that was closed takes no more usage; what comes late is accounted in the next, under its own day.
create table billing.period (
  month     date primary key check (extract(day from month) = 1),
  closed_at timestamptz not null
);

-- The next instant after p_at at which a subscription that ends at p_ends has something due.
create function billing.next_due(p_at timestamptz, p_ends timestamptz) returns timestamptz
language sql immutable set search_path = pg_catalog as $$
  select case when p_at < p_ends - interval '7 days' then p_ends - interval '7 days'
              when p_at < p_ends - interval '1 day' then p_ends - interval '1 day' else p_ends end
$$;

create function billing.start_subscription(p_box bigint, p_subscription uuid, t billing.tariff_version, p_discount bigint, p_cash bigint,
  p_bonus bigint, p_promotion text, p_event uuid, p_at timestamptz) returns table (box_id bigint, top_seq bigint, epoch int)
language plpgsql set search_path = pg_catalog as $$
#variable_conflict use_column
declare
  v_vat bigint := billing.tax_inside('VAT', p_cash, (p_at at time zone 'Asia/Almaty')::date);
  v_ends timestamptz := ((p_at at time zone 'Asia/Almaty') + t.term::interval) at time zone 'Asia/Almaty';
  v record;
begin
  insert into billing.subscription (box_id, subscription_id, tariff, version, products, list_price, discount, paid_cash, paid_bonus, vat, promotion, started_at, ends_at, due_at)
    values (p_box, p_subscription, t.tariff, t.version, t.products, t.price, p_discount, p_cash, p_bonus, v_vat, p_promotion, p_at, v_ends,
      billing.next_due(p_at, v_ends));
  insert into billing.allowance (box_id, subscription_id, metric, volume)
    select p_box, p_subscription, v.metric, v.volume from billing.tariff_volume v where v.tariff = t.tariff and v.version = t.version;
  for v in select metric, volume from billing.tariff_volume x where x.tariff = t.tariff and x.version = t.version and x.volume is not null order by metric loop
    perform billing.post('grant:' || p_subscription || ':' || v.metric, 'GRANT', p_at, null,
      array['granted:' || v.metric, 'allowance:' || p_subscription || ':' || v.metric], array[v.volume, -v.volume], '', v.metric);
  end loop;
  if p_cash + p_bonus > 0 then
    -- The turnover is what was paid in money; a bonus only takes back what the promotion had set aside.
    perform billing.post('purchase:' || p_subscription, 'PURCHASE', p_at, null, x.accounts, x.amounts, t.tariff || ' ' || t.version)
      from (select array_agg(a order by n) accounts, array_agg(m order by n) amounts
              from (values (1, 'prepaid:' || p_box, p_cash), (2, 'revenue:' || t.products[1], v_vat - p_cash), (3, 'vat', -v_vat),
                           (4, 'bonus:' || p_box, p_bonus), (5, 'promotion', -p_bonus)) e(n, a, m) where m <> 0) x;
  end if;
  return query select a.box_id, a.top_seq, a.epoch from eventlog.append(array[p_box], array[p_event], array['kz.centerpro.billing.tariff-started'],
    array[p_subscription::text], p_at, array[jsonb_build_object('subscription', p_subscription, 'tariff', t.tariff, 'version', t.version, 'name', t.names,
      'startedAt', billing.wire_time(p_at), 'endsAt', billing.wire_time(v_ends), 'paid', billing.wire_money(p_cash))::text]) a;
end $$;

-- As the wire has them: RFC 3339 in UTC with milliseconds; amounts in tenge with two digits.
create function billing.wire_time(p_at timestamptz) returns text language sql immutable set search_path = pg_catalog as $$
  select to_char(p_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$$;
create function billing.wire_money(p_tiyn bigint) returns jsonb language sql immutable set search_path = pg_catalog as $$
  select jsonb_build_object('amount', to_char(p_tiyn / 100.0, 'FM999999999999999990.00'), 'currency', 'KZT')
$$;

-- Pays a tariff from the balance and starts it, or neither (clause 6.6). Outcomes: STARTED, SAME (this key before),
-- OTHER_KEY, UNKNOWN, RETIRED, RUNNING (a free tariff whose term is not over), PROMOTION (not valid here), SHORT (with what
-- is needed and what there is). Two at once wait for each other on the participant's account.
create function billing.purchase(p_box bigint, p_subscription uuid, p_tariff text, p_promotion text, p_bonus boolean, p_key text, p_fingerprint text,
  p_event uuid, p_at timestamptz)
returns table (outcome text, subscription uuid, needed bigint, available bigint, top_seq bigint, epoch int)
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare
  t billing.tariff_version; p billing.promotion; v_old billing.request; v_retired timestamptz;
  v_discount bigint := 0; v_bonus bigint := 0; v_cash bigint; v_have bigint; v_top record;
begin
  -- One purchase of a box at a time: the same key twice, two purchases of one balance.
  insert into billing.account (account, unit, guarded) values ('prepaid:' || p_box, 'KZT', true), ('bonus:' || p_box, 'KZT', true) on conflict do nothing;
  perform 1 from billing.account k where k.account in ('prepaid:' || p_box, 'bonus:' || p_box) order by k.account for no key update;
  if p_key is not null then
    select * into v_old from billing.request r where r.box_id = p_box and r.key = p_key;
    if v_old.key is not null then
      return query select case when v_old.fingerprint = p_fingerprint then 'SAME' else 'OTHER_KEY' end, v_old.result, null::bigint, null::bigint, null::bigint, null::int;
      return;
    end if;
  end if;
  select x.* into t from billing.tariff_version x where x.tariff = p_tariff and x.published_at <= p_at order by x.version desc limit 1;
  select f.retired_at into v_retired from billing.tariff f where f.tariff = p_tariff;
  if t.tariff is null then
    return query select 'UNKNOWN', null::uuid, null::bigint, null::bigint, null::bigint, null::int; return;
  elsif v_retired <= p_at then
    return query select 'RETIRED', null::uuid, null::bigint, null::bigint, null::bigint, null::int; return;
  elsif t.price = 0 and exists (select from billing.subscription s where s.box_id = p_box and s.tariff = p_tariff and s.ends_at > p_at) then
    return query select 'RUNNING', null::uuid, null::bigint, null::bigint, null::bigint, null::int; return;
  end if;
  if p_promotion is not null then
    select * into p from billing.promotion x where x.code = p_promotion and (x.tariff is null or x.tariff = p_tariff)
       and p_at >= x.valid_from and p_at < x.valid_to
       and x.per_box > (select count(*) from billing.subscription s where s.box_id = p_box and s.promotion = x.code);
    if p.code is null then
      return query select 'PROMOTION', null::uuid, null::bigint, null::bigint, null::bigint, null::int; return;
    end if;
    v_discount := least(t.price, coalesce(p.amount, t.price * p.percent / 100));
  end if;
  select -k.balance into v_bonus from billing.account k where k.account = 'bonus:' || p_box;
  v_bonus := case when p_bonus then least(v_bonus, t.price - v_discount) else 0 end;
  v_cash := t.price - v_discount - v_bonus;
  select -k.balance into v_have from billing.account k where k.account = 'prepaid:' || p_box;
  if v_have < v_cash then
    return query select 'SHORT', null::uuid, v_cash, v_have, null::bigint, null::int; return;
  end if;
  if p_key is not null then
    insert into billing.request values (p_box, p_key, p_fingerprint, p_subscription, p_at);
  end if;
  select s.top_seq, s.epoch into v_top
    from billing.start_subscription(p_box, p_subscription, t, v_discount, v_cash, v_bonus, p.code, p_event, p_at) s;
  return query select 'STARTED', p_subscription, v_cash, v_have - v_cash, v_top.top_seq, v_top.epoch;
end $$;

-- The free tariff that every newcomer has, once; null columns when there is none or it was not the first.
create function billing.welcome(p_box bigint, p_product text, p_subscription uuid, p_event uuid, p_at timestamptz)
returns table (top_seq bigint, epoch int)
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare t billing.tariff_version;
begin
  if exists (select from billing.subscription s where s.box_id = p_box) then
    return;
  end if;
  select x.* into t from billing.tariff_version x join billing.tariff f using (tariff)
   where x.welcome and p_product = any (x.products) and x.published_at <= p_at and (f.retired_at is null or f.retired_at > p_at)
     and not exists (select from billing.tariff_version y where y.tariff = x.tariff and y.version > x.version and y.published_at <= p_at)
   order by x.tariff limit 1;
  if t.tariff is null then
    return;
  end if;
  insert into billing.account (account, unit, guarded) values ('prepaid:' || p_box, 'KZT', true) on conflict do nothing;
  perform 1 from billing.account k where k.account = 'prepaid:' || p_box for no key update;
  if not exists (select from billing.subscription s where s.box_id = p_box) then
    return query select s.top_seq, s.epoch from billing.start_subscription(p_box, p_subscription, t, 0, 0, 0, null, p_event, p_at) s;
  end if;
end $$;

-- Credits the bonus account, which is not money (clause 5.3.11), once for each reference; false when it was before.
create function billing.give_bonus(p_box bigint, p_reference text, p_amount bigint, p_memo text, p_event uuid, p_at timestamptz)
returns table (given boolean, top_seq bigint, epoch int)
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
begin
  if not billing.post('bonus:' || p_reference, 'BONUS', p_at, null, array['promotion', 'bonus:' || p_box], array[p_amount, -p_amount], p_memo) then
    return query select false, null::bigint, null::int; return;
  end if;
  return query select true, a.top_seq, a.epoch from eventlog.append(array[p_box], array[p_event], array['kz.centerpro.billing.bonus-credited'],
    array[p_reference], p_at, array[jsonb_build_object('amount', billing.wire_money(p_amount), 'memo', p_memo)::text]) a;
end $$;

-- Unspent money that the operator sends back to its owner's bank account (reading A11); never bonus. BL402 beyond it.
create function billing.pay_out(p_box bigint, p_reference text, p_amount bigint, p_memo text, p_at timestamptz) returns boolean
language sql security definer set search_path = pg_catalog as $$
  select billing.post('payout:' || p_reference, 'PAYOUT', p_at, null, array['prepaid:' || p_box, 'bank'], array[p_amount, -p_amount], p_memo)
$$;

-- Ends leases: what was spent is used, the rest is free again. The allowances are locked by the caller.
create function billing.end_leases(p_box bigint, p_leases uuid[]) returns int
language plpgsql set search_path = pg_catalog as $$
declare v_count int;
begin
  with gone as (
    delete from billing.quota_lease q where q.box_id = p_box and q.lease_id = any (p_leases)
    returning q.subscription_id, q.metric, q.units, q.spent),
  moved as (
    update billing.allowance a set used = a.used + g.spent, reserved = a.reserved - g.units
      from (select subscription_id, metric, sum(spent) spent, sum(coalesce(units, 0)) units from gone group by subscription_id, metric) g
     where a.box_id = p_box and a.subscription_id = g.subscription_id and a.metric = g.metric)
  select count(*) into v_count from gone;
  return v_count;
end $$;

-- Reserves up to p_want units for one node, from what ends first. When all that is left is held by other leases, those
-- are taken back, but for the caller's own (p_own: documents are on their way on them): whoever asks is nearer to sending
-- than who holds. Outcomes: LEASED; OPEN (the product is not sold: no
-- lease is needed); EXHAUSTED, EXPIRED, NONE.
create function billing.lease_quota(p_box bigint, p_product text, p_metric text, p_want bigint, p_lease uuid, p_until timestamptz, p_at timestamptz,
  p_own uuid[] default '{}')
returns table (outcome text, units bigint, until_at timestamptz)
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare a record; v_units bigint; v_held uuid[];
begin
  -- In the order of ids, as everywhere; few rows: what the box has running.
  perform 1 from billing.allowance x join billing.subscription s using (box_id, subscription_id)
    where x.box_id = p_box and x.metric = p_metric and s.ends_at > p_at order by x.subscription_id for no key update of x;
  for i in 1 .. 2 loop
    select x.subscription_id, x.volume, x.used, x.reserved, s.ends_at into a
      from billing.allowance x join billing.subscription s using (box_id, subscription_id)
     where x.box_id = p_box and x.metric = p_metric and p_product = any (s.products) and s.started_at <= p_at and s.ends_at > p_at
       and (x.volume is null or x.used + x.reserved < x.volume)
     order by s.ends_at, x.subscription_id limit 1;
    exit when a.subscription_id is not null;
    select array_agg(q.lease_id) into v_held from billing.quota_lease q join billing.subscription s using (box_id, subscription_id)
      where q.box_id = p_box and q.metric = p_metric and p_product = any (s.products) and s.ends_at > p_at
        and q.lease_id <> all (p_own);
    exit when v_held is null;
    perform billing.end_leases(p_box, v_held);
  end loop;
  if a.subscription_id is not null then
    v_units := case when a.volume is null then null else least(p_want, a.volume - a.used - a.reserved) end;
    insert into billing.quota_lease (box_id, lease_id, subscription_id, metric, units, until_at)
      values (p_box, p_lease, a.subscription_id, p_metric, v_units, least(p_until, a.ends_at));
    update billing.allowance x set reserved = x.reserved + coalesce(v_units, 0)
      where x.box_id = p_box and x.subscription_id = a.subscription_id and x.metric = p_metric;
    return query select 'LEASED', v_units, least(p_until, a.ends_at);
    return;
  end if;
  return query select case
    when exists (select from billing.subscription s where s.box_id = p_box and p_product = any (s.products) and s.ends_at > p_at) then 'EXHAUSTED'
    when exists (select from billing.subscription s where s.box_id = p_box and p_product = any (s.products)) then 'EXPIRED'
    when exists (select from billing.tariff_version v where p_product = any (v.products) and v.published_at <= p_at) then 'NONE'
    else 'OPEN' end, null::bigint, null::timestamptz;
end $$;

create function billing.return_lease(p_box bigint, p_lease uuid) returns int
language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform 1 from billing.allowance a join billing.quota_lease q using (box_id, subscription_id, metric)
    where q.box_id = p_box and q.lease_id = p_lease for no key update of a;
  return billing.end_leases(p_box, array[p_lease]);
end $$;

-- Leases whose time is over and whose node did not give them back. Returns how many.
create function billing.reap_leases(p_at timestamptz, p_limit int) returns int
language plpgsql security definer set search_path = pg_catalog as $$
declare v record; v_count int := 0;
begin
  for v in select box_id, lease_id from billing.quota_lease where until_at <= p_at order by until_at limit p_limit loop
    v_count := v_count + billing.return_lease(v.box_id, v.lease_id);
  end loop;
  return v_count;
end $$;

-- Boxes with usage that is not rated: those of late, or all.
create function billing.unrated(p_since timestamptz, p_at timestamptz, p_limit int) returns table (box_id bigint)
language plpgsql stable security definer set search_path = pg_catalog as $$
#variable_conflict use_column
begin
  if p_since is null then
    return query select b.box_id from hub.box b left join billing.rating_cursor c using (box_id)
      where b.usage_top > coalesce(c.seq, 0) and coalesce(c.parked_until, '-infinity') <= p_at limit p_limit;
  else
    return query select b.box_id from (select distinct u.box_id from hub.usage u where u.at >= p_since) n
      join hub.box b using (box_id) left join billing.rating_cursor c using (box_id)
      where b.usage_top > coalesce(c.seq, 0) and coalesce(c.parked_until, '-infinity') <= p_at limit p_limit;
  end if;
end $$;

create function billing.open_period(p_day date) returns date
language plpgsql stable set search_path = pg_catalog as $$
declare v_month date := date_trunc('month', p_day)::date;
begin
  while exists (select from billing.period p where p.month = v_month) loop
    v_month := (v_month + interval '1 month')::date;
  end loop;
  return v_month;
end $$;

-- Rates the next p_limit units of a box: by day and subscription, one posting for the batch and metric, the warnings that
-- follow, and the cursor, all in one transaction; so each unit once, whatever is repeated. Returns how many were rated (0
-- also when another node is at it), and the top of the box when it was told something.
create function billing.rate(p_box bigint, p_limit int, p_at timestamptz) returns table (rated bigint, top_seq bigint, epoch int)
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare
  v_zero constant uuid := '00000000-0000-0000-0000-000000000000';
  v_from bigint; v_upto bigint; v_count bigint; v_left bigint; v_take bigint; v_at int; a record; v record;
  v_subs uuid[]; v_metrics text[]; v_days date[]; v_numbers bigint[]; v_bytes bigint[];
  e_types text[] := '{}'; e_subjects text[] := '{}'; e_datas text[] := '{}'; e_ids uuid[] := '{}';
begin
  insert into billing.rating_cursor (box_id) select p_box where not exists (select from billing.rating_cursor c where c.box_id = p_box) on conflict do nothing;
  select c.seq into v_from from billing.rating_cursor c where c.box_id = p_box for update skip locked;
  if v_from is null then
    return query select 0::bigint, null::bigint, null::int; return;
  end if;
  with batch as materialized (
    select u.seq, u.subscription_id, u.metric, (u.at at time zone 'Asia/Almaty')::date as day, u.quantity, u.bytes
      from hub.usage u where u.box_id = p_box and u.seq > v_from order by u.seq limit p_limit),
  summed as (select subscription_id s, metric m, day d, sum(quantity)::bigint q, sum(bytes)::bigint b from batch group by 1, 2, 3 order by 1, 2, 3)
  select (select count(*) from batch), (select max(seq) from batch), array_agg(s), array_agg(m), array_agg(d), array_agg(q), array_agg(b)
    into v_count, v_upto, v_subs, v_metrics, v_days, v_numbers, v_bytes from summed;
  if v_count = 0 then
    return query select 0::bigint, null::bigint, null::int; return;
  elsif v_upto <> v_from + v_count then
    raise exception 'usage of box % has a gap after %', p_box, v_from using errcode = 'BL500';
  end if;

  -- What was sent without a lease goes to whatever ran that day and is not used up.
  for v_at in 1 .. cardinality(v_subs) loop
    if v_subs[v_at] is null then
      v_left := v_numbers[v_at];
      for a in select x.subscription_id, case when x.volume is null then v_left else x.volume - x.used - x.reserved end free
                 from billing.allowance x join billing.subscription s using (box_id, subscription_id)
                where x.box_id = p_box and x.metric = v_metrics[v_at] and s.expired_at is null
                  and v_days[v_at] between (s.started_at at time zone 'Asia/Almaty')::date and (s.ends_at at time zone 'Asia/Almaty')::date
                order by s.ends_at, x.subscription_id for no key update of x loop
        v_take := least(v_left, a.free);
        continue when v_take <= 0;
        update billing.allowance x set used = x.used + v_take where x.box_id = p_box and x.subscription_id = a.subscription_id and x.metric = v_metrics[v_at];
        v_subs := v_subs || a.subscription_id; v_metrics := v_metrics || v_metrics[v_at]; v_days := v_days || v_days[v_at];
        v_numbers := v_numbers || v_take; v_bytes := v_bytes || v_bytes[v_at]; -- the octets go with the first part
        v_bytes[v_at] := 0;
        v_left := v_left - v_take;
      end loop;
      v_subs[v_at] := v_zero; v_numbers[v_at] := v_left; -- nothing, or what was beyond every tariff
    end if;
  end loop;

  insert into billing.rated_usage (box_id, subscription_id, metric, day, period, quantity, bytes)
    select p_box, s, m, d, billing.open_period(d), sum(q), sum(b) from unnest(v_subs, v_metrics, v_days, v_numbers, v_bytes) u(s, m, d, q, b)
     where q > 0 or b > 0 group by s, m, d order by d, s, m
    on conflict (box_id, day, subscription_id, metric, period)
    do update set quantity = rated_usage.quantity + excluded.quantity, bytes = rated_usage.bytes + excluded.bytes;

  for v in
    select m, array_agg(account order by account) || ('consumed:' || m) accounts, array_agg(q order by account) || -sum(q)::bigint amounts
      from (select u.m, case when u.s = v_zero then 'unallotted:' || u.m
                             when exists (select from billing.allowance x where x.box_id = p_box and x.subscription_id = u.s and x.metric = u.m and x.volume is not null)
                               then 'allowance:' || u.s || ':' || u.m
                             else 'unlimited:' || u.m end account, sum(u.q)::bigint q
              from unnest(v_subs, v_metrics, v_numbers) u(s, m, q) where u.q > 0 group by 1, 2) t
     group by m order by m
  loop
    perform billing.post('rating:' || p_box || ':' || v_from || ':' || v_upto || ':' || v.m, 'RATING', p_at, null, v.accounts, v.amounts, '', v.m);
  end loop;

  -- Four fifths, and all (issue of warnings: each level once).
  for v in
    select x.subscription_id, x.metric, x.volume, x.warned, x.volume + k.balance used, s.tariff, s.ends_at
      from billing.allowance x join billing.subscription s using (box_id, subscription_id)
      join billing.account k on k.account = 'allowance:' || x.subscription_id || ':' || x.metric
     where x.box_id = p_box and x.subscription_id = any (v_subs) and x.volume is not null
       and (x.volume + k.balance) * 5 >= x.volume * 4 and x.warned < case when k.balance = 0 then 2 else 1 end
     order by x.subscription_id for no key update of x
  loop
    update billing.allowance x set warned = case when v.used = v.volume then 2 else 1 end
      where x.box_id = p_box and x.subscription_id = v.subscription_id and x.metric = v.metric;
    e_types := e_types || case when v.used = v.volume then 'kz.centerpro.billing.quota-exhausted' else 'kz.centerpro.billing.quota-warning' end;
    e_subjects := e_subjects || v.subscription_id::text;
    e_datas := e_datas || jsonb_build_object('subscription', v.subscription_id, 'tariff', v.tariff, 'metric', v.metric, 'volume', v.volume,
      'used', v.used, 'endsAt', billing.wire_time(v.ends_at))::text;
    e_ids := e_ids || md5('quota:' || v.subscription_id || ':' || v.metric || ':' || (v.used = v.volume)::text)::uuid;
  end loop;

  update billing.rating_cursor c set seq = v_upto, failures = 0, failure = null, parked_until = '-infinity' where c.box_id = p_box;
  return query select v_count, t.top_seq, t.epoch from (select 1) one left join lateral (
    select x.top_seq, x.epoch from eventlog.append(array_fill(p_box, array[cardinality(e_ids)]), e_ids, e_types, e_subjects, p_at, e_datas) x
     where cardinality(e_ids) > 0) t on true;
end $$;

-- A box that cannot be rated waits longer each time, an hour at most; the others go on. Returns its failures.
create function billing.park_rating(p_box bigint, p_failure text, p_at timestamptz) returns int
language sql security definer set search_path = pg_catalog as $$
  insert into billing.rating_cursor as c (box_id, failures, failure, parked_until) values (p_box, 1, left(p_failure, 500), p_at + interval '2 seconds')
  on conflict (box_id) do update set failures = c.failures + 1, failure = excluded.failure,
    parked_until = p_at + least(interval '1 hour', interval '1 second' * power(2, least(c.failures + 1, 12)))
  returning failures
$$;

create function billing.due_subscriptions(p_at timestamptz, p_limit int) returns table (box_id bigint, subscription_id uuid)
language sql stable security definer set search_path = pg_catalog as $$
  select s.box_id, s.subscription_id from billing.subscription s where s.expired_at is null and s.due_at <= p_at order by s.due_at limit p_limit
$$;

-- Says or does what is due on one subscription: the warnings, or its end, when leases are taken back, what is unrated is
-- rated, and what is left of the volume lapses. Each once. No row when there was nothing to do.
create function billing.turn_subscription(p_box bigint, p_subscription uuid, p_at timestamptz) returns table (top_seq bigint, epoch int)
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare s billing.subscription; v record; v_days int; v_type text;
begin
  -- Cursor before allowances, as billing.rate takes them.
  insert into billing.rating_cursor (box_id) select p_box where not exists (select from billing.rating_cursor c where c.box_id = p_box) on conflict do nothing;
  perform 1 from billing.rating_cursor c where c.box_id = p_box for update;
  perform 1 from billing.allowance x where x.box_id = p_box and x.subscription_id = p_subscription order by x.subscription_id for no key update;
  select * into s from billing.subscription x where x.box_id = p_box and x.subscription_id = p_subscription and x.expired_at is null and x.due_at <= p_at for no key update;
  if s.box_id is null then
    return;
  end if;
  if p_at < s.ends_at then
    v_days := case when p_at < s.ends_at - interval '1 day' then 7 else 1 end;
    v_type := 'kz.centerpro.billing.tariff-expiring';
    update billing.subscription x set due_at = billing.next_due(p_at, x.ends_at) where x.box_id = p_box and x.subscription_id = p_subscription;
  else
    perform billing.end_leases(p_box, coalesce((select array_agg(q.lease_id) from billing.quota_lease q where q.box_id = p_box and q.subscription_id = p_subscription), '{}'));
    loop
      select r.rated into v from billing.rate(p_box, 5000, p_at) r;
      exit when v.rated = 0;
    end loop;
    for v in select x.metric, k.balance from billing.allowance x
               join billing.account k on k.account = 'allowance:' || x.subscription_id || ':' || x.metric
              where x.box_id = p_box and x.subscription_id = p_subscription and k.balance < 0 order by x.metric loop
      perform billing.post('lapse:' || p_subscription || ':' || v.metric, 'LAPSE', p_at, null,
        array['allowance:' || p_subscription || ':' || v.metric, 'lapsed:' || v.metric], array[-v.balance, v.balance], '', v.metric);
    end loop;
    v_days := 0;
    v_type := 'kz.centerpro.billing.tariff-expired';
    update billing.subscription x set expired_at = p_at where x.box_id = p_box and x.subscription_id = p_subscription;
  end if;
  return query select a.top_seq, a.epoch from eventlog.append(array[p_box], array[md5(v_type || ':' || p_subscription || ':' || v_days)::uuid], array[v_type],
    array[p_subscription::text], p_at, array[jsonb_build_object('subscription', p_subscription, 'tariff', s.tariff, 'version', s.version,
      'endsAt', billing.wire_time(s.ends_at), 'daysLeft', v_days)::text]) a;
end $$;

-- Months whose third day after the end has come are closed; returns how many now.
create function billing.close_periods(p_at timestamptz) returns int
language sql security definer set search_path = pg_catalog as $$
  with closed as (
    insert into billing.period (month, closed_at)
      select m::date, p_at from generate_series(
          coalesce((select max(month) + interval '1 month' from billing.period), (select date_trunc('month', min(day)) from billing.rated_usage))::timestamp,
          ((p_at at time zone 'Asia/Almaty') - interval '1 month' - interval '3 days')::timestamp, interval '1 month') m
      on conflict do nothing returning 1)
  select count(*)::int from closed
$$;

-- Every difference between the documents, the usage, what was rated, the volumes and the books; no row means none.
create function billing.reconcile() returns table (what text, box_id bigint, name text, expected text, found text)
language plpgsql stable security definer set search_path = pg_catalog as $$
#variable_conflict use_column
begin
  return query
    select case when u.number is null then 'document without usage' when d.number is null then 'usage without document' else 'usage repeated' end,
           coalesce(d.box_id, u.box_id), coalesce(d.number, u.number)::text, '1', coalesce(u.n, 0)::text
      from hub.document d full join (select box_id, number, count(*) n from hub.usage where metric = 'document.sent' group by box_id, number) u
        on u.box_id = d.box_id and u.number = d.number
     where u.number is null or d.number is null or u.n <> 1;
  return query
    select 'usage counter'::text, b.box_id, ''::text, b.usage_top::text, coalesce(u.n, 0)::text
      from hub.box b left join (select box_id, count(*) n from hub.usage group by box_id) u using (box_id) where b.usage_top <> coalesce(u.n, 0);
  return query
    select 'rated'::text, coalesce(u.box_id, r.box_id), coalesce(u.metric, r.metric), coalesce(u.q, 0)::text, coalesce(r.q, 0)::text
      from (select x.box_id, x.metric, sum(x.quantity) q from hub.usage x join billing.rating_cursor c on c.box_id = x.box_id and x.seq <= c.seq group by 1, 2) u
      full join (select box_id, metric, sum(quantity) q from billing.rated_usage group by 1, 2) r on r.box_id = u.box_id and r.metric = u.metric
     where coalesce(u.q, 0) <> coalesce(r.q, 0);
  return query
    select 'consumed'::text, 0::bigint, coalesce(r.metric, e.metric), coalesce(r.q, 0)::text, coalesce(e.q, 0)::text
      from (select metric, sum(quantity) q from billing.rated_usage group by 1) r
      full join (select substr(account, 10) metric, -sum(amount) q from billing.entry where account like 'consumed:%' group by 1) e using (metric)
     where coalesce(r.q, 0) <> coalesce(e.q, 0);
  return query
    select 'reserved'::text, a.box_id, a.subscription_id::text || ' ' || a.metric, coalesce(q.units, 0)::text, a.reserved::text
      from billing.allowance a left join (select box_id, subscription_id, metric, sum(units) units from billing.quota_lease group by 1, 2, 3) q
           using (box_id, subscription_id, metric)
     where a.reserved <> coalesce(q.units, 0);
  return query
    select 'volume'::text, a.box_id, a.subscription_id::text || ' ' || a.metric, (a.used + coalesce(q.spent, 0))::text,
           (coalesce(r.q, 0) + coalesce(u.q, 0))::text
      from billing.allowance a
      left join (select box_id, subscription_id, metric, sum(spent) spent from billing.quota_lease group by 1, 2, 3) q using (box_id, subscription_id, metric)
      left join (select box_id, subscription_id, metric, sum(quantity) q from billing.rated_usage group by 1, 2, 3) r using (box_id, subscription_id, metric)
      left join (select x.box_id, x.subscription_id, x.metric, sum(x.quantity) q from hub.usage x left join billing.rating_cursor c on c.box_id = x.box_id
                  where x.seq > coalesce(c.seq, 0) group by 1, 2, 3) u using (box_id, subscription_id, metric)
     where a.used + coalesce(q.spent, 0) <> coalesce(r.q, 0) + coalesce(u.q, 0);
  return query
    select 'allowance'::text, a.box_id, a.subscription_id::text || ' ' || a.metric, coalesce(r.q, 0)::text, (a.volume + k.balance)::text
      from billing.allowance a join billing.subscription s using (box_id, subscription_id)
      join billing.account k on k.account = 'allowance:' || a.subscription_id || ':' || a.metric
      left join (select box_id, subscription_id, metric, sum(quantity) q from billing.rated_usage group by 1, 2, 3) r using (box_id, subscription_id, metric)
     where s.expired_at is null and a.volume + k.balance <> coalesce(r.q, 0);
end $$;

-- As before (see V100), on a lease of volume where the sender has one, and usage numbered per box.
drop function hub.accept_batch;
create function hub.accept_batch(
  p_boxes bigint[], p_submissions uuid[], p_numbers text[], p_external text[], p_keys text[], p_fingerprints text[],
  p_contents uuid[], p_key_ids text[], p_sealed_keys text[], p_sizes bigint[], p_sha256 text[], p_metas text[],
  p_inline_lengths int[], p_inline bytea, p_signature_lengths int[], p_signatures bytea, p_reports text[],
  p_event_ids uuid[], p_event_data text[], p_usage_ids uuid[], p_ats timestamptz[], p_traces text[],
  l_item int[], l_ordinal int[], l_box bigint[], l_recipient text[], l_message uuid[], l_data text[],
  p_claimed timestamptz, p_leases uuid[], p_at timestamptz)
returns table (ord int, outcome text, submission uuid, number text, top_box bigint, top_epoch int, top_seq bigint, events text)
language plpgsql as $$
#variable_conflict use_column
declare
  v_win boolean[];
  v_out text[];
  v_num text[];
  v_sub uuid[]; -- the submission that a repeated one is the same as
  v_tariff uuid[]; -- the subscription whose lease the item is sent on
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

  -- What is sent on a lease is counted there in this transaction; an item whose lease is gone is not taken.
  if exists (select from unnest(p_leases, v_win) l(lease, won) where l.won and l.lease is not null) then
    with spent as (
      update billing.quota_lease q set spent = q.spent + l.n
        from (select i.box, i.lease, count(*) n from unnest(p_boxes, p_leases, v_win) i(box, lease, won)
               where i.won and i.lease is not null group by i.box, i.lease) l
       where q.box_id = l.box and q.lease_id = l.lease and (q.units is null or q.spent + l.n <= q.units)
      returning q.lease_id, q.subscription_id)
    select array_agg(s.subscription_id order by i.ord), array_agg(i.won and (i.lease is null or s.lease_id is not null) order by i.ord),
           array_agg(case when i.won and i.lease is not null and s.lease_id is null then 'LEASE_GONE' else i.outcome end order by i.ord)
      into v_tariff, v_win, v_out
      from unnest(p_leases, v_win, v_out) with ordinality i(lease, won, outcome, ord) left join spent s on s.lease_id = i.lease;
    -- Nor is one that is the same as such an item.
    if 'LEASE_GONE' = any (v_out) then
      select array_agg(case when i.outcome = 'SAME' and exists (select from unnest(p_submissions, v_out) g(sub, outcome)
                                where g.outcome = 'LEASE_GONE' and g.sub = i.sub) then 'LEASE_GONE' else i.outcome end order by i.ord)
        into v_out from unnest(v_sub, v_out) with ordinality i(sub, outcome, ord);
    end if;
  end if;

  -- A claim of an item that lost by its other key, or has no lease, must not stay behind.
  delete from hub.memory m using unnest(p_boxes, p_submissions, v_win, v_out) i(box, sub, won, outcome)
   where m.box_id = i.box and m.submission_id = i.sub and (i.outcome like 'OTHER%' or (i.outcome = 'LEASE_GONE' and m.at = p_at));

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
  update hub.box x set out_pos = x.out_pos + c.n, usage_top = x.usage_top + c.n
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
  insert into hub.usage (box_id, seq, usage_id, metric, quantity, bytes, number, at, subscription_id)
    select i.box, x.usage_top - count(*) over (partition by i.box) + row_number() over (partition by i.box order by i.ord),
           i.uid, 'document.sent', 1, i.size, i.num, p_at, i.tariff
      from unnest(p_boxes, p_usage_ids, p_sizes, p_numbers, v_win, v_tariff) with ordinality i(box, uid, size, num, won, tariff, ord)
      join hub.box x on x.box_id = i.box
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

revoke execute on all functions in schema billing, hub from public;
grant execute on all functions in schema hub to center_hub;
grant select on all tables in schema billing to center_hub, center_billing;
grant insert on billing.tariff, billing.tariff_version, billing.tariff_volume, billing.promotion to center_hub;
grant update (retired_at) on billing.tariff to center_hub;
grant update (spent) on billing.quota_lease to center_hub; -- by hub.accept_batch, with the document
grant execute on function billing.purchase(bigint, uuid, text, text, boolean, text, text, uuid, timestamptz),
  billing.welcome(bigint, text, uuid, uuid, timestamptz), billing.lease_quota(bigint, text, text, bigint, uuid, timestamptz, timestamptz, uuid[]),
  billing.return_lease(bigint, uuid), billing.give_bonus(bigint, text, bigint, text, uuid, timestamptz),
  billing.pay_out(bigint, text, bigint, text, timestamptz), billing.tax_inside(text, bigint, date) to center_hub;
grant execute on function billing.unrated(timestamptz, timestamptz, int), billing.rate(bigint, int, timestamptz), billing.park_rating(bigint, text, timestamptz),
  billing.due_subscriptions(timestamptz, int), billing.turn_subscription(bigint, uuid, timestamptz), billing.reap_leases(timestamptz, int),
  billing.close_periods(timestamptz), billing.reconcile() to center_billing;
