-- As before (see V201), but only acts whose document has an answer that counts, so that requests for corrections and documents whose
-- time is over do not fill the page; and in the order of boxes, in which every statement locks them: that of numbers is another one
-- when acts of several months are answered.
create or replace function billing.follow_acts(p_limit int, p_at timestamptz) returns table (box_id bigint, top_seq bigint, epoch int)
language sql security definer set search_path = pg_catalog as $$
  select r.* from (select n.* from (select a.box_id, a.number from billing.act a join billing.act_document d on d.number = a.number
                                     where a.state = 'ISSUED' and exists (select from hub.answer h where h.box_id = d.box_id
                                           and h.number = d.document and h.by_box = d.box_id and h.status = 'ACCEPTED'
                                           and h.kind in ('SIGNATURE', 'REJECTION'))
                                     order by a.number limit p_limit) n
                    order by n.box_id, n.number) f
    cross join lateral billing.follow_act(f.box_id, f.number, p_at) r
$$;
