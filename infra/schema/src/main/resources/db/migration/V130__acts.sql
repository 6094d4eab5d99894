-- Acts of works (clauses 6.7 and 6.9; readings A13 and A28): the calendar of working days, who wants acts, and the acts with
-- the exact bytes that are signed.

-- Days that are not what the day of the week says. DAY_OFF: a holiday, or a day off moved here; WORKING: a Saturday or
-- Sunday that is worked.
create table billing.holiday (
  day        date        primary key,
  kind       text        not null check (kind in ('DAY_OFF', 'WORKING')),
  name       text        not null check (length(name) between 1 and 200),
  changed_at timestamptz not null default now(),
  changed_by uuid        -- null: came with the schema
);
-- The law's holidays, and where one falls on a weekend the day off that article 85 of the Labour Code gives instead of it.
-- Days that the government moves for one year are entered by staff when its resolution is published.
insert into billing.holiday (day, kind, name)
  select d, 'DAY_OFF', n from (values
    ('2025-01-01'::date, 'Жаңа жыл'), ('2025-01-02', 'Жаңа жыл'), ('2025-01-07', 'Православиелік Рождество'),
    ('2025-03-08', 'Халықаралық әйелдер күні'), ('2025-03-10', 'Халықаралық әйелдер күні'),
    ('2025-03-21', 'Наурыз мейрамы'), ('2025-03-22', 'Наурыз мейрамы'), ('2025-03-23', 'Наурыз мейрамы'),
    ('2025-03-24', 'Наурыз мейрамы'), ('2025-03-25', 'Наурыз мейрамы'), ('2025-05-01', 'Қазақстан халқының бірлігі мерекесі'),
    ('2025-05-07', 'Отан қорғаушы күні'), ('2025-05-09', 'Жеңіс күні'), ('2025-06-06', 'Құрбан айт'),
    ('2025-07-06', 'Астана күні'), ('2025-07-07', 'Астана күні'), ('2025-08-30', 'Конституция күні'),
    ('2025-09-01', 'Конституция күні'), ('2025-10-25', 'Республика күні'), ('2025-10-27', 'Республика күні'),
    ('2025-12-16', 'Тәуелсіздік күні'),
    ('2026-01-01', 'Жаңа жыл'), ('2026-01-02', 'Жаңа жыл'), ('2026-01-07', 'Православиелік Рождество'),
    ('2026-03-08', 'Халықаралық әйелдер күні'), ('2026-03-09', 'Халықаралық әйелдер күні'),
    ('2026-03-21', 'Наурыз мейрамы'), ('2026-03-22', 'Наурыз мейрамы'), ('2026-03-23', 'Наурыз мейрамы'),
    ('2026-03-24', 'Наурыз мейрамы'), ('2026-03-25', 'Наурыз мейрамы'), ('2026-05-01', 'Қазақстан халқының бірлігі мерекесі'),
    ('2026-05-07', 'Отан қорғаушы күні'), ('2026-05-09', 'Жеңіс күні'), ('2026-05-11', 'Жеңіс күні'), ('2026-05-27', 'Құрбан айт'),
    ('2026-07-06', 'Астана күні'), ('2026-08-30', 'Конституция күні'), ('2026-08-31', 'Конституция күні'),
    ('2026-10-25', 'Республика күні'), ('2026-10-26', 'Республика күні'), ('2026-12-16', 'Тәуелсіздік күні'),
    ('2027-01-01', 'Жаңа жыл'), ('2027-01-02', 'Жаңа жыл'), ('2027-01-04', 'Жаңа жыл'), ('2027-01-07', 'Православиелік Рождество'),
    ('2027-03-08', 'Халықаралық әйелдер күні'), ('2027-03-21', 'Наурыз мейрамы'), ('2027-03-22', 'Наурыз мейрамы'),
    ('2027-03-23', 'Наурыз мейрамы'), ('2027-03-24', 'Наурыз мейрамы'), ('2027-05-01', 'Қазақстан халқының бірлігі мерекесі'),
    ('2027-05-03', 'Қазақстан халқының бірлігі мерекесі'), ('2027-05-07', 'Отан қорғаушы күні'), ('2027-05-09', 'Жеңіс күні'),
    ('2027-05-10', 'Жеңіс күні'), ('2027-05-16', 'Құрбан айт'), ('2027-07-06', 'Астана күні'), ('2027-08-30', 'Конституция күні'),
    ('2027-10-25', 'Республика күні'), ('2027-12-16', 'Тәуелсіздік күні')) h(d, n);

create table billing.act_preference (
  box_id     bigint      primary key,
  monthly    boolean     not null,
  changed_at timestamptz not null
);

create table billing.act (
  number       text        collate "C" primary key check (number ~ '^[0-9]{4}-[0-9]{6,19}$'), -- year and month, box
  box_id       bigint      not null,
  month        date        not null check (extract(day from month) = 1),
  state        text        not null check (state in ('ISSUED', 'ACCEPTED', 'REFUSED', 'DEEMED_ACCEPTED')),
  seller       jsonb       not null, -- as they were on the day of issue
  buyer        jsonb       not null,
  lines        jsonb       not null, -- a tariff each; tiyn
  net          bigint      not null,
  vat          bigint      not null,
  gross        bigint      not null,
  issued_at    timestamptz not null,
  issued_on    date        not null, -- Asia/Almaty
  answer_until date        not null, -- the fifth working day; it counts to its end
  answered_at  timestamptz,
  reason       text        check (length(reason) between 1 and 2000),
  language     text,       -- of the paper that was signed
  signature    bytea,
  certificate  bytea,
  signed_by    text,
  unique (box_id, month),
  check (gross = net + vat and vat >= 0 and net >= 0),
  check ((state = 'ISSUED') = (answered_at is null)),
  check ((state = 'REFUSED') = (reason is not null)),
  check ((state = 'ACCEPTED') = (signature is not null and certificate is not null and signed_by is not null and language is not null))
);
create index act_open on billing.act (answer_until) where state = 'ISSUED';

-- The bytes that were given out and that a signature is made over.
create table billing.act_paper (
  number   text  collate "C" not null references billing.act,
  language text  not null check (language in ('kk', 'ru')),
  pdf      bytea not null,
  sha256   bytea not null check (octet_length(sha256) = 32),
  primary key (number, language)
);
create trigger only_added before update or delete on billing.act_paper for each row execute function billing.never_changes();

-- The tariffs that a box started in a month, as they are accounted for: the day of turnover is the day of the start.
create function billing.act_lines(p_box bigint, p_month date) returns jsonb
language sql stable set search_path = pg_catalog as $$
  select jsonb_agg(jsonb_build_object('subscription', s.subscription_id, 'tariff', s.tariff, 'version', s.version, 'names', v.names,
           'startedOn', (s.started_at at time zone 'Asia/Almaty')::date,
           'vatPercent', (select r.percent from billing.tax_rate r where r.tax = 'VAT'
                             and (s.started_at at time zone 'Asia/Almaty')::date between r.valid_from and r.valid_to),
           'net', s.paid_cash - s.vat, 'vat', s.vat, 'gross', s.paid_cash) order by s.started_at, s.subscription_id)
    from billing.subscription s join billing.tariff_version v using (tariff, version)
   where s.box_id = p_box and s.started_at >= p_month::timestamp at time zone 'Asia/Almaty'
     and s.started_at < (p_month + interval '1 month') at time zone 'Asia/Almaty'
$$;

create function billing.act_buyer(p_box bigint, p_month date) returns jsonb
language sql stable set search_path = pg_catalog as $$
  select jsonb_build_object('name', p.name, 'country', p.country, 'taxId', p.tax_id, 'address', p.self_declared ->> 'address',
           'offer', (select jsonb_build_object('no', a.offer_no, 'acceptedOn', (a.accepted_at at time zone 'Asia/Almaty')::date)
                       from hub.acceptance a where a.participant_id = p.id
                        and a.accepted_at < (p_month + interval '1 month') at time zone 'Asia/Almaty'
                      order by a.accepted_at desc limit 1))
    from hub.participant p where p.box_id = p_box and p.country = 'KZ'
$$;

create function billing.act_number(p_box bigint, p_month date) returns text
language sql immutable set search_path = pg_catalog as $$
  select to_char(p_month, 'YYMM') || '-' || case when p_box < 1000000 then lpad(p_box::text, 6, '0') else p_box::text end
$$;

-- Residents that want acts, started something in the month and have no act for it.
create function billing.act_drafts(p_month date, p_after bigint, p_limit int) returns table (box_id bigint, number text, buyer text, lines text)
language sql stable security definer set search_path = pg_catalog as $$
  select f.box_id, billing.act_number(f.box_id, p_month), billing.act_buyer(f.box_id, p_month)::text, billing.act_lines(f.box_id, p_month)::text
    from billing.act_preference f
   where f.monthly and f.box_id > p_after and not exists (select from billing.act a where a.box_id = f.box_id and a.month = p_month)
     and billing.act_buyer(f.box_id, p_month) is not null and billing.act_lines(f.box_id, p_month) is not null
   order by f.box_id limit p_limit
$$;

-- The data of an act's events.
create function billing.act_event(a billing.act) returns text
language sql stable set search_path = pg_catalog as $$
  select jsonb_strip_nulls(jsonb_build_object('number', a.number, 'month', to_char(a.month, 'YYYY-MM'), 'state', a.state,
    'amount', billing.wire_money(a.gross), 'answerUntil', a.answer_until, 'answeredAt', billing.wire_time(a.answered_at),
    'reason', a.reason, 'href', '/v1/acts/' || a.number))::text
$$;

-- Issues one act with its papers and tells the participant; no row when the month has one already. BL409 when what the
-- papers were drawn from is not what the act would say now.
create function billing.issue_act(p_box bigint, p_month date, p_seller text, p_buyer text, p_lines text, p_until date, p_kk bytea, p_ru bytea,
  p_at timestamptz) returns table (box_id bigint, top_seq bigint, epoch int)
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare v_lines jsonb := billing.act_lines(p_box, p_month); v_buyer jsonb := billing.act_buyer(p_box, p_month); v billing.act;
begin
  if v_lines is distinct from p_lines::jsonb or v_buyer is distinct from p_buyer::jsonb then
    raise exception 'the act of box % for % was drawn from something else', p_box, p_month using errcode = 'BL409';
  end if;
  insert into billing.act (number, box_id, month, state, seller, buyer, lines, net, vat, gross, issued_at, issued_on, answer_until)
    select billing.act_number(p_box, p_month), p_box, p_month, 'ISSUED', p_seller::jsonb, v_buyer, v_lines, sum((l ->> 'net')::bigint),
           sum((l ->> 'vat')::bigint), sum((l ->> 'gross')::bigint), p_at, (p_at at time zone 'Asia/Almaty')::date, p_until
      from jsonb_array_elements(v_lines) l
    on conflict do nothing returning * into v;
  if v.number is null then
    return;
  end if;
  insert into billing.act_paper (number, language, pdf, sha256) values (v.number, 'kk', p_kk, sha256(p_kk)), (v.number, 'ru', p_ru, sha256(p_ru));
  return query select a.box_id, a.top_seq, a.epoch from eventlog.append(array[p_box], array[md5('act-issued:' || v.number)::uuid],
    array['kz.centerpro.billing.act-issued'], array[v.number], p_at, array[billing.act_event(v)]) a;
end $$;

-- The one way out of ISSUED, with its event; no row when the act is not (or no longer) waiting for an answer.
create function billing.answer_act(p_box bigint, p_number text, p_state text, p_reason text, p_language text, p_signature bytea, p_certificate bytea,
  p_by text, p_answered timestamptz, p_at timestamptz) returns table (box_id bigint, top_seq bigint, epoch int)
language plpgsql set search_path = pg_catalog as $$
#variable_conflict use_column
declare v billing.act; v_kind text := lower(replace(p_state, '_', '-'));
begin
  update billing.act a set state = p_state, reason = p_reason, language = p_language, signature = p_signature, certificate = p_certificate,
      signed_by = p_by, answered_at = p_answered
   where a.box_id = p_box and a.number = p_number and a.state = 'ISSUED' returning * into v;
  if v.number is null then
    return;
  end if;
  return query select a.box_id, a.top_seq, a.epoch from eventlog.append(array[p_box], array[md5('act-' || v_kind || ':' || p_number)::uuid],
    array['kz.centerpro.billing.act-' || v_kind], array[p_number], p_at, array[billing.act_event(v)]) a;
end $$;

-- The participant's answers, until the end of the last day. The signature was proved before.
create function billing.accept_act(p_box bigint, p_number text, p_language text, p_signature bytea, p_certificate bytea, p_by text, p_at timestamptz)
returns table (box_id bigint, top_seq bigint, epoch int)
language sql security definer set search_path = pg_catalog as $$
  select r.* from billing.act a
    cross join lateral billing.answer_act(a.box_id, a.number, 'ACCEPTED', null, p_language, p_signature, p_certificate, p_by, p_at, p_at) r
   where a.box_id = p_box and a.number = p_number and (p_at at time zone 'Asia/Almaty')::date <= a.answer_until
$$;
create function billing.refuse_act(p_box bigint, p_number text, p_reason text, p_at timestamptz)
returns table (box_id bigint, top_seq bigint, epoch int)
language sql security definer set search_path = pg_catalog as $$
  select r.* from billing.act a
    cross join lateral billing.answer_act(a.box_id, a.number, 'REFUSED', p_reason, null, null, null, null, p_at, p_at) r
   where a.box_id = p_box and a.number = p_number and (p_at at time zone 'Asia/Almaty')::date <= a.answer_until
$$;

-- Nobody answered until the end of p_until, the fifth working day by the calendar of now or of the issue, whichever is later.
create function billing.deem_act_accepted(p_box bigint, p_number text, p_until date, p_at timestamptz)
returns table (box_id bigint, top_seq bigint, epoch int)
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare v_end timestamptz;
begin
  update billing.act a set answer_until = greatest(a.answer_until, p_until)
   where a.box_id = p_box and a.number = p_number and a.state = 'ISSUED'
   returning (a.answer_until + 1)::timestamp at time zone 'Asia/Almaty' into v_end;
  if v_end <= p_at then
    return query select r.* from billing.answer_act(p_box, p_number, 'DEEMED_ACCEPTED', null, null, null, null, null, v_end, p_at) r;
  end if;
end $$;

create function billing.prefer_acts(p_box bigint, p_monthly boolean, p_at timestamptz) returns boolean
language sql security definer set search_path = pg_catalog as $$
  insert into billing.act_preference as f (box_id, monthly, changed_at) values (p_box, p_monthly, p_at)
    on conflict (box_id) do update set monthly = excluded.monthly, changed_at = excluded.changed_at
  returning f.monthly
$$;

-- The exceptions of one year, all of them.
create function billing.replace_calendar(p_year int, p_days date[], p_kinds text[], p_names text[], p_by uuid, p_at timestamptz) returns int
language plpgsql security definer set search_path = pg_catalog as $$
declare v_count int;
begin
  perform pg_advisory_xact_lock(hashtext('billing.calendar'));
  delete from billing.holiday h where h.day between make_date(p_year, 1, 1) and make_date(p_year, 12, 31);
  insert into billing.holiday (day, kind, name, changed_at, changed_by)
    select d, k, n, p_at, p_by from unnest(p_days, p_kinds, p_names) u(d, k, n) where extract(year from d) = p_year;
  get diagnostics v_count = row_count;
  return v_count;
end $$;

revoke execute on function billing.act_lines(bigint, date), billing.act_buyer(bigint, date), billing.act_number(bigint, date),
  billing.act_drafts(date, bigint, int), billing.act_event(billing.act),
  billing.issue_act(bigint, date, text, text, text, date, bytea, bytea, timestamptz),
  billing.answer_act(bigint, text, text, text, text, bytea, bytea, text, timestamptz, timestamptz),
  billing.accept_act(bigint, text, text, bytea, bytea, text, timestamptz), billing.refuse_act(bigint, text, text, timestamptz),
  billing.deem_act_accepted(bigint, text, date, timestamptz), billing.prefer_acts(bigint, boolean, timestamptz),
  billing.replace_calendar(int, date[], text[], text[], uuid, timestamptz) from public;
grant select on billing.holiday, billing.act_preference, billing.act, billing.act_paper to center_hub, center_billing;
grant execute on function billing.accept_act(bigint, text, text, bytea, bytea, text, timestamptz),
  billing.refuse_act(bigint, text, text, timestamptz), billing.prefer_acts(bigint, boolean, timestamptz),
  billing.replace_calendar(int, date[], text[], text[], uuid, timestamptz) to center_hub;
grant execute on function billing.act_drafts(date, bigint, int),
  billing.issue_act(bigint, date, text, text, text, date, bytea, bytea, timestamptz),
  billing.deem_act_accepted(bigint, text, date, timestamptz) to center_billing;
