-- The tax inside an invoice for payment, by the rate of its day; months whose acts are owed; the holidays of 2028.

-- What the payer needs for the books. The turnover comes later, with the tariff, and has the rate of its own day.
alter table payment.invoice add column vat bigint, add column vat_percent numeric;
update payment.invoice i
   set vat = billing.tax_inside('VAT', i.amount, (i.issued_at at time zone 'Asia/Almaty')::date),
       vat_percent = (select r.percent from billing.tax_rate r where r.tax = 'VAT'
                         and (i.issued_at at time zone 'Asia/Almaty')::date between r.valid_from and r.valid_to);
alter table payment.invoice alter column vat set not null, alter column vat_percent set not null,
  add check (vat >= 0 and vat < amount and vat_percent >= 0);

-- As before (see V120), with the tax.
create or replace function payment.issue_invoice(p_box bigint, p_participant uuid, p_tariff text, p_amount bigint, p_payee text, p_payer text,
  p_pay_before date, p_key text, p_fingerprint text, p_event uuid, p_at timestamptz)
returns table (outcome text, number text, box_id bigint, top_seq bigint, epoch int)
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare v_number text; v_known payment.invoice; v_day date := (p_at at time zone 'Asia/Almaty')::date;
begin
  v_number := payment.numbered(nextval('payment.invoice_serial'), p_at);
  insert into payment.invoice (box_id, number, participant_id, tariff, amount, vat, vat_percent, state, payee, payer, issued_at, pay_before, idempotency_key,
      fingerprint)
    values (p_box, v_number, p_participant, p_tariff, p_amount, billing.tax_inside('VAT', p_amount, v_day),
      (select r.percent from billing.tax_rate r where r.tax = 'VAT' and v_day between r.valid_from and r.valid_to), 'ISSUED', p_payee::jsonb,
      p_payer::jsonb, p_at, p_pay_before, p_key, p_fingerprint)
    on conflict (box_id, idempotency_key) do nothing;
  if not found then
    select * into v_known from payment.invoice i where i.box_id = p_box and i.idempotency_key = p_key;
    return query select case when v_known.fingerprint = p_fingerprint then 'SAME' else 'OTHER' end, v_known.number::text, p_box, null::bigint, null::int;
    return;
  end if;
  return query select 'NEW'::text, v_number, a.box_id, a.top_seq, a.epoch
    from eventlog.append(array[p_box], array[p_event], array['kz.centerpro.billing.invoice-issued'], array[v_number], p_at,
      array[jsonb_build_object('number', v_number, 'amount', payment.wire_money(p_amount), 'payBefore', p_pay_before,
        'href', '/v1/invoices/' || v_number)::text]) a;
end $$;

-- As before (see V130); a month is owed to those who wanted acts while they were regularly made for it, in the month after.
create or replace function billing.act_drafts(p_month date, p_after bigint, p_limit int) returns table (box_id bigint, number text, buyer text, lines text)
language sql stable security definer set search_path = pg_catalog as $$
  select f.box_id, billing.act_number(f.box_id, p_month), billing.act_buyer(f.box_id, p_month)::text, billing.act_lines(f.box_id, p_month)::text
    from billing.act_preference f
   where f.monthly and f.box_id > p_after and f.changed_at < (p_month + interval '2 months') at time zone 'Asia/Almaty'
     and not exists (select from billing.act a where a.box_id = f.box_id and a.month = p_month)
     and billing.act_buyer(f.box_id, p_month) is not null and billing.act_lines(f.box_id, p_month) is not null
   order by f.box_id limit p_limit
$$;

-- Months before p_month, two years of them at most, for which acts are missing: billing did not run when they were due.
create function billing.act_months_owed(p_month date) returns table (month date)
language sql stable security definer set search_path = pg_catalog as $$
  select distinct m.month
    from billing.act_preference f join billing.subscription s using (box_id)
    cross join lateral (select date_trunc('month', s.started_at at time zone 'Asia/Almaty')::date as month) m
   where f.monthly and m.month < p_month and m.month >= p_month - interval '2 years'
     and f.changed_at < (m.month + interval '2 months') at time zone 'Asia/Almaty'
     and not exists (select from billing.act a where a.box_id = f.box_id and a.month = m.month)
     and billing.act_buyer(f.box_id, m.month) is not null
   order by m.month
$$;
revoke execute on function billing.act_months_owed(date) from public;
grant execute on function billing.act_months_owed(date) to center_billing;

-- As those of the years before (see V130). Құрбан айт follows the moon, and the government may move days: both are entered by staff.
insert into billing.holiday (day, kind, name)
  select d, 'DAY_OFF', n from (values
    ('2028-01-01'::date, 'Жаңа жыл'), ('2028-01-02', 'Жаңа жыл'), ('2028-01-03', 'Жаңа жыл'), ('2028-01-04', 'Жаңа жыл'),
    ('2028-01-07', 'Православиелік Рождество'), ('2028-03-08', 'Халықаралық әйелдер күні'), ('2028-03-21', 'Наурыз мейрамы'),
    ('2028-03-22', 'Наурыз мейрамы'), ('2028-03-23', 'Наурыз мейрамы'), ('2028-05-01', 'Қазақстан халқының бірлігі мерекесі'),
    ('2028-05-07', 'Отан қорғаушы күні'), ('2028-05-08', 'Отан қорғаушы күні'), ('2028-05-09', 'Жеңіс күні'),
    ('2028-07-06', 'Астана күні'), ('2028-08-30', 'Конституция күні'), ('2028-10-25', 'Республика күні'),
    ('2028-12-16', 'Тәуелсіздік күні'), ('2028-12-18', 'Тәуелсіздік күні')) h(d, n)
  on conflict do nothing;
