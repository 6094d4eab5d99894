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
create or replace function notification.place(p_box bigint, p_owner uuid, p_epoch int, p_seq bigint, p_at timestamptz, p_lease bigint,
  p_mail_most int, p_notices jsonb, p_parked jsonb) returns boolean
language plpgsql set search_path = pg_catalog as $$
declare v_base bigint; v_new int; v_mails int; v_pushes int; v_quiet timestamptz;
begin
  update notification.notice_box b
     set epoch = p_epoch, seq = p_seq, owner_until = clock_timestamp() + p_lease * interval '1 millisecond'
   where b.box_id = p_box and b.owner = p_owner and b.owner_until > clock_timestamp()
  returning b.notices into v_base;
  if not found then
    return false;
  end if;
  insert into notification.notice_parked (box_id, event_id, seq, type, reason, parked_at)
    select p_box, v.event, v.seq, v.type, v.reason, p_at
      from jsonb_to_recordset(p_parked) v(event uuid, seq bigint, type text, reason text)
    on conflict do nothing;
  if p_notices = '[]' then
    return true;
  end if;
  select count(*) filter (where d.channel = 'EMAIL'), count(*) filter (where d.channel = 'PUSH') into v_mails, v_pushes
    from notification.dispatch d
   where d.box_id = p_box and d.notice_id is not null and d.state <> 'SUPPRESSED'
     and d.created_at > p_at - interval '1 hour';
  v_quiet := notification.after_quiet(p_box, p_at);
  with given as (
    select v.* from jsonb_to_recordset(p_notices)
             v(ord int, id uuid, event uuid, seq bigint, kind text, language text, subject text, text text, subject_ru text,
               text_ru text, document text, sha256 text, at timestamptz, channels text)
     where not exists (select from notification.notice n where n.box_id = p_box and n.event_id = v.event and n.kind = v.kind)),
  placed as (
    insert into notification.notice (box_id, no, notice_id, event_id, seq, kind, language, subject, text, subject_ru, text_ru,
           document, sha256, event_at, placed_at)
    select p_box, v_base + row_number() over (order by g.ord), g.id, g.event, g.seq, g.kind, g.language, g.subject, g.text,
           g.subject_ru, g.text_ru, g.document, decode(g.sha256, 'hex'), g.at, p_at
      from given g
    returning notice_id),
  wanted as (
    select g.id, g.kind, g.ord, 'EMAIL' as channel, a.address_id as target_id, a.masked as target, a.sha256,
           g.channels like '%EMAIL!%' as always, v_mails as before
      from given g join notification.address a
        on a.box_id = p_box and a.confirmed_at is not null and a.ended_at is null
     where g.channels like '%EMAIL%'
    union all
    select g.id, g.kind, g.ord, 'PUSH', s.subscription_id, 'Web Push', s.endpoint_sha256, false, v_pushes
      from given g join notification.push_subscription s on s.box_id = p_box
     where g.channels like '%PUSH%'
    union all
    -- one wake-up that waits wakes for everything that came meanwhile
    select g.id, g.kind, g.ord, 'MOBILE', d.device_id, d.platform, d.token_sha256, true, 0
      from (select * from given where channels like '%PUSH%' order by ord limit 1) g
      join notification.device d on d.box_id = p_box
     where not exists (select from notification.dispatch q
                        where q.box_id = p_box and q.target_id = d.device_id and q.state = 'QUEUED' and q.owner is null)),
  counted as (
    select w.*, w.before + row_number() over (partition by w.channel, w.target_id, w.always order by w.ord) > p_mail_most
                and not w.always as over_limit
      from wanted w),
  queued as (
    insert into notification.dispatch (box_id, dispatch_id, notice_id, kind, channel, target_id, target, target_sha256, state,
           reason, created_at, next_at, done_at)
    select p_box, gen_random_uuid(), c.id, c.kind, c.channel, c.target_id, c.target, c.sha256,
           case when c.over_limit then 'SUPPRESSED' else 'QUEUED' end,
           case when c.over_limit then 'more than ' || p_mail_most || ' in an hour' end, p_at,
           case when c.over_limit then p_at else v_quiet end, case when c.over_limit then p_at end
      from counted c)
  select count(*) into v_new from placed;
  update notification.notice_box b set notices = b.notices + v_new, unread = b.unread + v_new where b.box_id = p_box;
  return true;
end $$;
