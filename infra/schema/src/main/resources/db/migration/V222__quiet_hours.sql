-- Quiet hours: the part of a day (Asia/Almaty) in which a participant gets no e-mail and no push. What comes meanwhile is in the
-- cabinet at once, as always (clause 7.1.6), and is sent when they end.
alter table notification.contact
  add column quiet_from time,
  add column quiet_to   time,
  add constraint contact_quiet check ((quiet_from is null) = (quiet_to is null) and quiet_from is distinct from quiet_to
                                      or quiet_from is null and quiet_to is null);
grant update (quiet_from, quiet_to) on notification.contact to center_notification;

-- The instant itself, or the end of the quiet hours that it falls into.
create function notification.after_quiet(p_box bigint, p_at timestamptz) returns timestamptz
language sql stable set search_path = pg_catalog as $$
  select coalesce((
    select case
             when l.at between c.quiet_from and c.quiet_to and l.at < c.quiet_to then (l.day + c.quiet_to) at time zone 'Asia/Almaty'
             when c.quiet_from > c.quiet_to and l.at >= c.quiet_from then (l.day + 1 + c.quiet_to) at time zone 'Asia/Almaty'
             when c.quiet_from > c.quiet_to and l.at < c.quiet_to then (l.day + c.quiet_to) at time zone 'Asia/Almaty'
           end
      from notification.contact c,
           (select (p_at at time zone 'Asia/Almaty')::date as day, (p_at at time zone 'Asia/Almaty')::time as at) l
     where c.box_id = p_box and c.quiet_from is not null), p_at)
$$;

-- Sets the quiet hours of a box that has a contact, or none (null, null). What waits without a try yet is timed anew; codes that
-- confirm an address are asked for by a person who waits for them, and are never held.
create function notification.set_quiet(p_box bigint, p_from time, p_to time, p_at timestamptz) returns void
language plpgsql set search_path = pg_catalog as $$
begin
  update notification.contact set quiet_from = p_from, quiet_to = p_to where box_id = p_box;
  update notification.dispatch d set next_at = notification.after_quiet(p_box, p_at)
   where d.box_id = p_box and d.state = 'QUEUED' and d.notice_id is not null and d.attempts = 0 and d.owner is null;
end $$;
revoke execute on function notification.after_quiet(bigint, timestamptz), notification.set_quiet(bigint, time, time, timestamptz) from public;
grant execute on function notification.after_quiet(bigint, timestamptz), notification.set_quiet(bigint, time, time, timestamptz) to center_notification;

-- As V070 has it, but that dispatches wait for the end of the quiet hours.
create or replace function pg_temp.change(p_function text, p_old text, p_new text) returns void language plpgsql as $$
declare v_text text := pg_get_functiondef(p_function::regproc);
begin
  if strpos(v_text, p_old) = 0 then
    raise exception '% has no %', p_function, p_old;
  end if;
  execute replace(v_text, p_old, p_new);
end $$;
select pg_temp.change('notification.place', $old$end, p_at, p_at,$old$,
  $new$end, p_at, case when c.over_limit then p_at else notification.after_quiet(p_box, p_at) end,$new$);
