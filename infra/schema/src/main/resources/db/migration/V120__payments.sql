-- Money in (clauses 6.2 to 6.5): invoices for payment, what came to the bank, what came by card. All of it is written by
-- functions of the owner alone; the hub's role reads. Payments are rare and belong to the operator's own books, so that
-- numbers and bank lines are unique over all boxes.
create schema payment;
grant usage on schema payment to center_hub;

create sequence payment.invoice_serial as bigint maxvalue 9999999 cycle;
create sequence payment.order_serial as bigint maxvalue 9999999 cycle;

-- Two digits of the year, seven of the serial, two check digits (ISO 7064 MOD 97-10): a slip of the pen is no other number.
create function payment.numbered(p_serial bigint, p_at timestamptz) returns text
language sql immutable set search_path = pg_catalog as $$
  select b.base || lpad((98 - (b.base::bigint * 100) % 97)::text, 2, '0')
    from (select to_char(p_at at time zone 'Asia/Almaty', 'YY') || lpad(p_serial::text, 7, '0') base) b
$$;

create function payment.wire_money(p_tiyn bigint) returns jsonb language sql immutable set search_path = pg_catalog as $$
  select jsonb_build_object('amount', to_char(p_tiyn / 100.0, 'FM999999999999999990.00'), 'currency', 'KZT')
$$;

-- The acquirer wants the last six of them to be unique as well.
create function payment.order_numbered(p_serial bigint, p_at timestamptz) returns text
language sql immutable set search_path = pg_catalog as $$
  select to_char(p_at at time zone 'Asia/Almaty', 'YYMM') || lpad(p_serial::text, 7, '0')
$$;

create table payment.invoice (
  box_id          bigint      not null,
  number          text        collate "C" not null unique check (number ~ '^[0-9]{11}$'),
  participant_id  uuid        not null references hub.participant,
  tariff          text,
  amount          bigint      not null check (amount between 1 and 1000000000000000),
  paid            bigint      not null default 0 check (paid >= 0),
  state           text        not null check (state in ('ISSUED', 'PARTLY_PAID', 'PAID', 'CANCELLED')),
  -- Requisites as they were on that day, for ever.
  payee           jsonb       not null,
  payer           jsonb       not null,
  issued_at       timestamptz not null,
  pay_before      date        not null,
  paid_at         timestamptz,
  cancelled_at    timestamptz,
  idempotency_key text,
  fingerprint     text        not null,
  primary key (box_id, number),
  unique (box_id, idempotency_key),
  check ((state = 'PAID') = (paid >= amount)),
  check ((state = 'PARTLY_PAID') = (paid > 0 and paid < amount)),
  check ((state = 'CANCELLED') = (cancelled_at is not null)),
  check ((state = 'PAID') = (paid_at is not null))
);
create index invoice_open on payment.invoice (box_id, number) where state in ('ISSUED', 'PARTLY_PAID');

create table payment.statement (
  sha256      text        primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  format      text        not null,
  accounts    text[]      not null,
  lines       int         not null,
  credited    int         not null,
  unmatched   int         not null,
  repeated    int         not null,
  outgoing    int         not null,
  imported_at timestamptz not null,
  imported_by uuid        not null
);

-- Money that came: a line of a bank statement, or a card payment that the acquirer has settled.
create table payment.payment (
  payment_id    uuid        primary key,
  method        text        not null check (method in ('BANK_TRANSFER', 'CARD')),
  state         text        not null check (state in ('UNMATCHED', 'CREDITED')),
  account       text        not null,
  document_no   text        not null,
  booked_on     date        not null,
  value_date    date        not null,
  amount        bigint      not null check (amount > 0),
  payer_tax_id  text        not null,
  payer_name    text        not null,
  payer_account text,
  purpose       text        not null,
  statement     text,
  line          int,
  box_id        bigint,
  invoice       text,
  to_invoice    bigint      not null default 0,
  reason        text,
  received_at   timestamptz not null,
  recorded_at   timestamptz not null,
  credited_at   timestamptz,
  matched_by    uuid,
  overdue_at    timestamptz,
  -- One line of the bank is one payment, however often and in whatever file it comes.
  unique (account, document_no, booked_on, amount, payer_tax_id),
  check ((state = 'CREDITED') = (box_id is not null and credited_at is not null)),
  check ((state = 'UNMATCHED') <= (reason is not null)),
  check (to_invoice between 0 and amount)
);
create index payment_waiting on payment.payment (received_at, payment_id) where state = 'UNMATCHED';
create index payment_recorded on payment.payment (recorded_at desc, payment_id desc);

create table payment.card_order (
  order_no        text        collate "C" primary key check (order_no ~ '^[0-9]{11}$'),
  order_id        uuid        not null unique,
  box_id          bigint      not null,
  amount          bigint      not null check (amount between 1 and 1000000000000000),
  invoice         text,
  scheme          text        not null check (scheme in ('VISA', 'MASTERCARD')),
  acquirer        text        not null,
  state           text        not null check (state in ('NEW', 'AUTHORISED', 'SETTLED', 'DECLINED', 'EXPIRED')),
  reason          text,
  page            text,
  -- SHA-256 of what the acquirer's messages have to say.
  secret_hash     bytea       check (octet_length(secret_hash) = 32),
  created_at      timestamptz not null,
  changed_at      timestamptz not null,
  next_check_at   timestamptz,
  idempotency_key text,
  fingerprint     text        not null,
  unique (box_id, idempotency_key)
);
create index card_order_due on payment.card_order (next_check_at) where next_check_at is not null;

-- Outcomes: NEW, SAME (this key before, with the same request), OTHER.
create function payment.issue_invoice(p_box bigint, p_participant uuid, p_tariff text, p_amount bigint, p_payee text, p_payer text,
  p_pay_before date, p_key text, p_fingerprint text, p_event uuid, p_at timestamptz)
returns table (outcome text, number text, box_id bigint, top_seq bigint, epoch int)
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare v_number text; v_known payment.invoice;
begin
  v_number := payment.numbered(nextval('payment.invoice_serial'), p_at);
  insert into payment.invoice (box_id, number, participant_id, tariff, amount, state, payee, payer, issued_at, pay_before, idempotency_key, fingerprint)
    values (p_box, v_number, p_participant, p_tariff, p_amount, 'ISSUED', p_payee::jsonb, p_payer::jsonb, p_at, p_pay_before, p_key, p_fingerprint)
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

create function payment.cancel_invoice(p_box bigint, p_number text, p_at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog as $$
begin
  update payment.invoice i set state = 'CANCELLED', cancelled_at = p_at
   where i.box_id = p_box and i.number = p_number and i.state = 'ISSUED';
  return found;
end $$;

-- Counts money to an open invoice as far as it is not paid; returns how much of it. The rest stays on the balance, where
-- all of it went anyway.
create function payment.count_to_invoice(p_box bigint, p_number text, p_amount bigint, p_at timestamptz) returns bigint
language plpgsql set search_path = pg_catalog as $$
declare v payment.invoice; v_counted bigint;
begin
  select * into v from payment.invoice i where i.box_id = p_box and i.number = p_number for no key update;
  if v.number is null or v.state not in ('ISSUED', 'PARTLY_PAID') then
    return 0;
  end if;
  v_counted := least(p_amount, v.amount - v.paid);
  update payment.invoice i
     set paid = i.paid + v_counted,
         state = case when i.paid + v_counted = i.amount then 'PAID' else 'PARTLY_PAID' end,
         paid_at = case when i.paid + v_counted = i.amount then p_at end
   where i.box_id = p_box and i.number = p_number;
  return v_counted;
end $$;

-- The two events of money that reached a balance, ready for eventlog.append.
create function payment.credited_events(p payment.payment, out received text, out credited text)
language sql stable set search_path = pg_catalog as $$
  select jsonb_strip_nulls(jsonb_build_object('payment', p.payment_id, 'amount', payment.wire_money(p.amount), 'method', p.method,
           'bookedOn', p.booked_on, 'invoice', p.invoice))::text,
         jsonb_strip_nulls(jsonb_build_object('payment', p.payment_id, 'amount', payment.wire_money(p.amount), 'invoice', p.invoice))::text
$$;

-- Books one payment that is in the table: the money is where it came to, and belongs to the balance or to nobody yet.
-- BL409 when its reference was used for something else.
create function payment.book(p payment.payment, p_from text, p_kind text, p_suffix text, p_at timestamptz) returns void
language plpgsql set search_path = pg_catalog as $$
begin
  perform billing.post('payment:' || p.payment_id || p_suffix, p_kind, p_at, null,
    array[p_from, case when p.box_id is null then 'suspense' else 'prepaid:' || p.box_id end], array[p.amount, -p.amount],
    p.account || ' ' || p.document_no);
end $$;

-- Lines of a statement, each once for ever. A line with a box is credited to it, one without waits in suspense with a
-- reason. Outcomes by ord: CREDITED, UNMATCHED, REPEATED. Imports run one at a time; balances are taken in the order of
-- their names, as the books lock them.
create function payment.receive_lines(p_ids uuid[], p_accounts text[], p_documents text[], p_booked date[], p_values date[], p_amounts bigint[],
  p_tax_ids text[], p_names text[], p_payer_accounts text[], p_purposes text[], p_lines int[], p_boxes bigint[], p_invoices text[], p_reasons text[],
  p_received timestamptz[], p_events uuid[], p_credited_events uuid[], p_statement text, p_at timestamptz)
returns table (ord int, outcome text, box_id bigint, top_seq bigint, epoch int)
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare
  r record; v payment.payment; e record;
  v_outcomes text[] := '{}';
  v_boxes bigint[] := '{}'; v_ids uuid[] := '{}'; v_types text[] := '{}'; v_subjects text[] := '{}'; v_datas text[] := '{}';
begin
  perform pg_advisory_xact_lock(hashtext('payment.receive'));
  v_outcomes := array_fill(null::text, array[cardinality(p_ids)]);
  for r in select i.ord::int as ord, i.*
             from unnest(p_ids, p_accounts, p_documents, p_booked, p_values, p_amounts, p_tax_ids, p_names, p_payer_accounts, p_purposes, p_lines,
               p_boxes, p_invoices, p_reasons, p_received, p_events, p_credited_events) with ordinality
               i(id, account, document, booked, value_date, amount, tax_id, name, payer_account, purpose, line, box, invoice, reason, received, eid, cid, ord)
            order by ('prepaid:' || i.box) collate "C" nulls first, i.ord loop
    insert into payment.payment (payment_id, method, state, account, document_no, booked_on, value_date, amount, payer_tax_id, payer_name,
        payer_account, purpose, statement, line, box_id, invoice, reason, received_at, recorded_at, credited_at)
      values (r.id, 'BANK_TRANSFER', case when r.box is null then 'UNMATCHED' else 'CREDITED' end, r.account, r.document, r.booked, r.value_date,
        r.amount, r.tax_id, r.name, r.payer_account, r.purpose, p_statement, r.line, r.box, r.invoice, r.reason, r.received, p_at,
        case when r.box is not null then p_at end)
      on conflict do nothing returning * into v;
    if not found then
      v_outcomes[r.ord] := 'REPEATED';
      continue;
    end if;
    v_outcomes[r.ord] := v.state;
    if v.state = 'UNMATCHED' then
      perform payment.book(v, 'bank', 'BANK_UNMATCHED', '', p_at);
      continue;
    end if;
    perform payment.book(v, 'bank', 'BANK_RECEIPT', '', p_at);
    update payment.payment p set to_invoice = payment.count_to_invoice(v.box_id, v.invoice, v.amount, p_at) where p.payment_id = v.payment_id;
    select * into e from payment.credited_events(v);
    v_boxes := v_boxes || array[v.box_id, v.box_id];
    v_ids := v_ids || array[r.eid, r.cid];
    v_types := v_types || array['kz.centerpro.billing.payment-received', 'kz.centerpro.billing.balance-credited'];
    v_subjects := v_subjects || array[v.payment_id::text, v.payment_id::text];
    v_datas := v_datas || array[e.received, e.credited];
  end loop;
  return query
    with t as (select a.box_id, a.top_seq, a.epoch from eventlog.append(v_boxes, v_ids, v_types, v_subjects, p_at, v_datas) a
                where cardinality(v_boxes) > 0)
    select o.ord::int, o.outcome, t.box_id, t.top_seq, t.epoch
      from unnest(v_outcomes, p_boxes) with ordinality o(outcome, box, ord)
      left join t on t.box_id = o.box and o.outcome = 'CREDITED' order by o.ord;
end $$;

create function payment.keep_statement(p_sha256 text, p_format text, p_accounts text[], p_lines int, p_credited int, p_unmatched int, p_repeated int,
  p_outgoing int, p_by uuid, p_at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into payment.statement (sha256, format, accounts, lines, credited, unmatched, repeated, outgoing, imported_at, imported_by)
    values (p_sha256, p_format, p_accounts, p_lines, p_credited, p_unmatched, p_repeated, p_outgoing, p_at, p_by) on conflict do nothing;
  return found;
end $$;

-- An operator says whose a waiting payment is. No row when it does not wait.
create function payment.match_payment(p_payment uuid, p_box bigint, p_invoice text, p_by uuid, p_event uuid, p_credited_event uuid, p_at timestamptz)
returns table (box_id bigint, top_seq bigint, epoch int)
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare v payment.payment; e record;
begin
  update payment.payment p set state = 'CREDITED', box_id = p_box, invoice = p_invoice, matched_by = p_by, credited_at = p_at
   where p.payment_id = p_payment and p.state = 'UNMATCHED' returning * into v;
  if not found then
    return;
  end if;
  perform payment.book(v, 'suspense', 'PAYMENT_MATCHED', ':match', p_at);
  update payment.payment p set to_invoice = payment.count_to_invoice(v.box_id, v.invoice, v.amount, p_at) where p.payment_id = v.payment_id;
  select * into e from payment.credited_events(v);
  return query select a.box_id, a.top_seq, a.epoch
    from eventlog.append(array[p_box, p_box], array[p_event, p_credited_event],
      array['kz.centerpro.billing.payment-received', 'kz.centerpro.billing.balance-credited'], array[p_payment::text, p_payment::text], p_at,
      array[e.received, e.credited]) a;
end $$;

-- What has waited longer than it may (clauses 6.4, 6.5) is told, once; returns how many now.
create function payment.raise_overdue(p_before timestamptz, p_at timestamptz) returns int
language plpgsql security definer set search_path = pg_catalog as $$
declare v_count int;
begin
  update payment.payment p set overdue_at = p_at where p.state = 'UNMATCHED' and p.overdue_at is null and p.received_at <= p_before;
  get diagnostics v_count = row_count;
  return v_count;
end $$;

-- Outcomes: NEW, SAME, OTHER.
create function payment.order_card(p_id uuid, p_box bigint, p_amount bigint, p_invoice text, p_scheme text, p_acquirer text, p_key text, p_fingerprint text,
  p_at timestamptz) returns table (outcome text, order_id uuid)
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare v payment.card_order;
begin
  insert into payment.card_order (order_no, order_id, box_id, amount, invoice, scheme, acquirer, state, created_at, changed_at, idempotency_key, fingerprint)
    values (payment.order_numbered(nextval('payment.order_serial'), p_at), p_id, p_box, p_amount, p_invoice, p_scheme, p_acquirer, 'NEW', p_at, p_at, p_key, p_fingerprint)
    on conflict (box_id, idempotency_key) do nothing;
  if found then
    return query select 'NEW'::text, p_id;
    return;
  end if;
  select * into v from payment.card_order o where o.box_id = p_box and o.idempotency_key = p_key;
  return query select case when v.fingerprint = p_fingerprint then 'SAME' else 'OTHER' end, v.order_id;
end $$;

-- The acquirer knows the order: from now on its state is asked for.
create function payment.card_opened(p_order_no text, p_page text, p_secret_hash bytea, p_next timestamptz) returns void
language sql security definer set search_path = pg_catalog as $$
  update payment.card_order o set page = p_page, secret_hash = p_secret_hash, next_check_at = p_next where o.order_no = p_order_no
$$;

-- Orders that are to be asked for now; another node leaves them alone until p_until.
create function payment.due_cards(p_at timestamptz, p_until timestamptz, p_limit int) returns table (order_no text)
language sql security definer set search_path = pg_catalog as $$
  update payment.card_order o set next_check_at = p_until
   where o.order_no in (select d.order_no from payment.card_order d where d.next_check_at <= p_at order by d.next_check_at limit p_limit for update skip locked)
  returning o.order_no
$$;

-- What the acquirer said, as long as no money came of it. A settled order stays settled.
create function payment.card_seen(p_order_no text, p_state text, p_reason text, p_next timestamptz, p_at timestamptz) returns void
language sql security definer set search_path = pg_catalog as $$
  update payment.card_order o
     set changed_at = case when o.state = p_state then o.changed_at else p_at end, state = p_state, reason = p_reason, next_check_at = p_next
   where o.order_no = p_order_no and o.state <> 'SETTLED'
$$;

-- The acquirer has taken the money: it owes it to the operator, and the balance has it (6.5). With a reason it waits in
-- suspense instead. Once for each order; no row when it was done before.
create function payment.settle_card(p_order_no text, p_payment uuid, p_amount bigint, p_reason text, p_event uuid, p_credited_event uuid, p_at timestamptz)
returns table (settled boolean, box_id bigint, top_seq bigint, epoch int)
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare o payment.card_order; v payment.payment; e record;
begin
  update payment.card_order c set state = 'SETTLED', reason = p_reason, next_check_at = null, changed_at = p_at
   where c.order_no = p_order_no and c.state <> 'SETTLED' returning * into o;
  if not found then
    return;
  end if;
  insert into payment.payment (payment_id, method, state, account, document_no, booked_on, value_date, amount, payer_tax_id, payer_name, purpose,
      box_id, invoice, reason, received_at, recorded_at, credited_at)
    values (p_payment, 'CARD', case when p_reason is null then 'CREDITED' else 'UNMATCHED' end, 'clearing:' || o.acquirer, o.order_no,
      (p_at at time zone 'Asia/Almaty')::date, (p_at at time zone 'Asia/Almaty')::date, p_amount, '', '', '',
      case when p_reason is null then o.box_id end, o.invoice, p_reason, p_at, p_at, case when p_reason is null then p_at end)
    returning * into v;
  perform payment.book(v, 'clearing:' || o.acquirer, 'CARD_SETTLEMENT', '', p_at);
  if v.state = 'UNMATCHED' then
    return query select true, null::bigint, null::bigint, null::int;
    return;
  end if;
  update payment.payment p set to_invoice = payment.count_to_invoice(v.box_id, v.invoice, v.amount, p_at) where p.payment_id = v.payment_id;
  select * into e from payment.credited_events(v);
  return query select true, a.box_id, a.top_seq, a.epoch
    from eventlog.append(array[v.box_id, v.box_id], array[p_event, p_credited_event],
      array['kz.centerpro.billing.payment-received', 'kz.centerpro.billing.balance-credited'], array[p_payment::text, p_payment::text], p_at,
      array[e.received, e.credited]) a;
end $$;

revoke execute on all functions in schema payment from public;
grant select on all tables in schema payment to center_hub;
grant execute on function payment.issue_invoice(bigint, uuid, text, bigint, text, text, date, text, text, uuid, timestamptz),
  payment.cancel_invoice(bigint, text, timestamptz),
  payment.receive_lines(uuid[], text[], text[], date[], date[], bigint[], text[], text[], text[], text[], int[], bigint[], text[], text[],
    timestamptz[], uuid[], uuid[], text, timestamptz),
  payment.keep_statement(text, text, text[], int, int, int, int, int, uuid, timestamptz),
  payment.match_payment(uuid, bigint, text, uuid, uuid, uuid, timestamptz),
  payment.raise_overdue(timestamptz, timestamptz),
  payment.order_card(uuid, bigint, bigint, text, text, text, text, text, timestamptz),
  payment.card_opened(text, text, bytea, timestamptz),
  payment.due_cards(timestamptz, timestamptz, int),
  payment.card_seen(text, text, text, timestamptz, timestamptz),
  payment.settle_card(text, uuid, bigint, text, uuid, uuid, timestamptz) to center_hub;
