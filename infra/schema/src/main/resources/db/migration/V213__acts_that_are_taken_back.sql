-- As before (see V202), but an answer that was asked for before staff took the act back does not undo that.
create or replace function billing.esf_seen(p_number text, p_status text, p_registration text, p_reason text, p_next timestamptz, p_at timestamptz)
returns table (box_id bigint, top_seq bigint, epoch int)
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare v billing.esf_act; v_state text := case when p_status in ('CONFIRMED', 'DECLINED', 'REVOKED') then p_status end;
begin
  update billing.esf_act e
     set state = case when e.task = 'REVOKE' and v_state = 'CONFIRMED' then e.state else coalesce(v_state, e.state) end, esf_status = p_status,
         registration_no = coalesce(p_registration, e.registration_no),
         reason = case when e.task = 'REVOKE' then e.reason else coalesce(p_reason, e.reason) end,
         task = case when e.task = 'REVOKE' and coalesce(v_state, 'CONFIRMED') = 'CONFIRMED' then e.task
                     when v_state is not null or e.created_at < p_at - interval '90 days' then null else e.task end,
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
