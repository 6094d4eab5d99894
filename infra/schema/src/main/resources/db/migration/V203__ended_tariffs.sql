-- A tariff whose end was turned is over for sending too, also when the timer was run by hand for an instant to come
-- (design, decision 11). As before (see V115) in everything else.
create or replace function billing.lease_quota(p_box bigint, p_product text, p_metric text, p_want bigint, p_lease uuid, p_until timestamptz, p_at timestamptz,
  p_own uuid[] default '{}')
returns table (outcome text, units bigint, until_at timestamptz)
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare a record; v_units bigint; v_held uuid[];
begin
  -- In the order of ids, as everywhere; few rows: what the box has running.
  perform 1 from billing.allowance x join billing.subscription s using (box_id, subscription_id)
    where x.box_id = p_box and x.metric = p_metric and s.ends_at > p_at and s.expired_at is null order by x.subscription_id for no key update of x;
  for i in 1 .. 2 loop
    select x.subscription_id, x.volume, x.used, x.reserved, s.ends_at into a
      from billing.allowance x join billing.subscription s using (box_id, subscription_id)
     where x.box_id = p_box and x.metric = p_metric and p_product = any (s.products) and s.started_at <= p_at and s.ends_at > p_at and s.expired_at is null
       and (x.volume is null or x.used + x.reserved < x.volume)
     order by s.ends_at, x.subscription_id limit 1;
    exit when a.subscription_id is not null;
    select array_agg(q.lease_id) into v_held from billing.quota_lease q join billing.subscription s using (box_id, subscription_id)
      where q.box_id = p_box and q.metric = p_metric and p_product = any (s.products) and s.ends_at > p_at and s.expired_at is null
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
    when exists (select from billing.subscription s where s.box_id = p_box and p_product = any (s.products) and s.ends_at > p_at and s.expired_at is null) then 'EXHAUSTED'
    when exists (select from billing.subscription s where s.box_id = p_box and p_product = any (s.products)) then 'EXPIRED'
    when exists (select from billing.tariff_version v where p_product = any (v.products) and v.published_at <= p_at) then 'NONE'
    else 'OPEN' end, null::bigint, null::timestamptz;
end $$;
