-- Claims of submissions that lost are taken back where there are any. The statement was run with each batch, and as no index leads from
-- a submission to its claims, it may read all claims that a box ever made.
do $do$
declare
  v_text text := pg_get_functiondef('hub.accept_batch'::regproc);
  v_old text := $old$  delete from hub.memory m using unnest(p_boxes, p_submissions, v_win, v_out) i(box, sub, won, outcome)
   where m.box_id = i.box and m.submission_id = i.sub and (i.outcome like 'OTHER%' or (i.outcome = 'LEASE_GONE' and m.at = p_at));
$old$;
begin
  if strpos(v_text, v_old) = 0 then raise exception 'accept_batch takes back claims otherwise'; end if;
  execute replace(v_text, v_old, $new$  if exists (select from unnest(v_out) o where o like 'OTHER%' or o = 'LEASE_GONE') then
    delete from hub.memory m using unnest(p_boxes, p_submissions, p_external, p_keys, v_out) i(box, sub, ext, key, outcome)
     where m.box_id = i.box and m.submission_id = i.sub and (i.outcome like 'OTHER%' or (i.outcome = 'LEASE_GONE' and m.at = p_at))
       and (m.kind, m.key) in (('E', i.ext), ('K', i.key));
  end if;
$new$);
end $do$;
