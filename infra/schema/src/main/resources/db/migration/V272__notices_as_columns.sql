-- Notices come as columns and are placed in one statement for all boxes. Before, each box had its notices as a JSON document, which was
-- read into jsonb and then taken apart again, and a statement of its own.

-- As notification.place_all (see V210), which earlier nodes go on calling: moves the readers of many boxes, places their notices (n_*, in
-- the order in which they are numbered) with their dispatches and what no notice can be made of (p_parked, as place has it, null for
-- none), and gives the claims back. Boxes come in ascending order. Returns those that were moved; of a claim that was lost nothing is
-- taken. n_channels are those wanted, parted by commas, EMAIL! for an e-mail that no limit holds back.
create function notification.place_group(p_boxes bigint[], p_owners uuid[], p_epochs int[], p_seqs bigint[], p_parked text[], p_at timestamptz,
  p_mail_most int, n_boxes bigint[], n_ids uuid[], n_events uuid[], n_seqs bigint[], n_kinds text[], n_languages text[], n_subjects text[],
  n_texts text[], n_subjects_ru text[], n_texts_ru text[], n_documents text[], n_sha256 text[], n_ats timestamptz[], n_channels text[])
returns table (box_id bigint)
language plpgsql set search_path = pg_catalog as $$
#variable_conflict use_column
begin
  perform 1 from notification.notice_box b where b.box_id = any (p_boxes) order by b.box_id for no key update;
  return query
    with held as materialized (
      select b.box_id, b.notices, i.epoch, i.seq, i.parked
        from unnest(p_boxes, p_owners, p_epochs, p_seqs, p_parked) i(box, owner, epoch, seq, parked)
        join notification.notice_box b on b.box_id = i.box
       where b.owner = i.owner and b.owner_until > clock_timestamp()),
    parked as (
      insert into notification.notice_parked (box_id, event_id, seq, type, reason, parked_at)
        select h.box_id, v.event, v.seq, v.type, v.reason, p_at
          from held h cross join lateral jsonb_to_recordset(h.parked::jsonb) v(event uuid, seq bigint, type text, reason text)
         where h.parked is not null
      on conflict do nothing),
    given as materialized (
      select n.*, h.notices + row_number() over (partition by n.box order by n.ord) as no
        from unnest(n_boxes, n_ids, n_events, n_seqs, n_kinds, n_languages, n_subjects, n_texts, n_subjects_ru, n_texts_ru, n_documents,
                    n_sha256, n_ats, n_channels) with ordinality
               n(box, id, event, seq, kind, language, subject, text, subject_ru, text_ru, document, sha256, at, channels, ord)
        join held h on h.box_id = n.box
       where not exists (select from notification.notice x where x.box_id = n.box and x.event_id = n.event and x.kind = n.kind)),
    placed as (
      insert into notification.notice (box_id, no, notice_id, event_id, seq, kind, language, subject, text, subject_ru, text_ru,
             document, sha256, event_at, placed_at)
      select g.box, g.no, g.id, g.event, g.seq, g.kind, g.language, g.subject, g.text, g.subject_ru, g.text_ru, g.document,
             decode(g.sha256, 'hex'), g.at, p_at
        from given g),
    wanted as (
      select g.box, g.id, g.kind, g.ord, 'EMAIL' as channel, a.address_id as target_id, a.masked as target, a.sha256,
             g.channels like '%EMAIL!%' as always
        from given g join notification.address a on a.box_id = g.box and a.confirmed_at is not null and a.ended_at is null
       where g.channels like '%EMAIL%'
      union all
      select g.box, g.id, g.kind, g.ord, 'PUSH', s.subscription_id, 'Web Push', s.endpoint_sha256, false
        from given g join notification.push_subscription s on s.box_id = g.box
       where g.channels like '%PUSH%'
      union all
      -- one wake-up that waits wakes for everything that came meanwhile
      select g.box, g.id, g.kind, g.ord, 'MOBILE', d.device_id, d.platform, d.token_sha256, true
        from (select distinct on (f.box) f.* from given f where f.channels like '%PUSH%' order by f.box, f.ord) g
        join notification.device d on d.box_id = g.box
       where not exists (select from notification.dispatch q
                          where q.box_id = g.box and q.target_id = d.device_id and q.state = 'QUEUED' and q.owner is null)),
    lately as (
      select w.box, w.channel, (select count(*) from notification.dispatch d
                                 where d.box_id = w.box and d.channel = w.channel and d.notice_id is not null and d.state <> 'SUPPRESSED'
                                   and d.created_at > p_at - interval '1 hour') as n
        from (select distinct v.box, v.channel from wanted v where not v.always) w),
    counted as (
      select w.*, not w.always and coalesce(l.n, 0)
               + row_number() over (partition by w.box, w.channel, w.target_id, w.always order by w.ord) > p_mail_most as over_limit
        from wanted w left join lately l on l.box = w.box and l.channel = w.channel),
    queued as (
      insert into notification.dispatch (box_id, dispatch_id, notice_id, kind, channel, target_id, target, target_sha256, state,
             reason, created_at, next_at, done_at)
      select c.box, gen_random_uuid(), c.id, c.kind, c.channel, c.target_id, c.target, c.sha256,
             case when c.over_limit then 'SUPPRESSED' else 'QUEUED' end,
             case when c.over_limit then 'more than ' || p_mail_most || ' in an hour' end, p_at,
             case when c.over_limit then p_at else notification.after_quiet(c.box, p_at) end, case when c.over_limit then p_at end
        from counted c)
    update notification.notice_box b
       set epoch = h.epoch, seq = h.seq, notices = b.notices + h.made, unread = b.unread + h.made, owner = null, owner_until = '-infinity'
      from (select k.*, (select count(*) from given g where g.box = k.box_id) as made from held k) h
     where b.box_id = h.box_id
    returning b.box_id;
end $$;
revoke execute on function notification.place_group(bigint[], uuid[], int[], bigint[], text[], timestamptz, int, bigint[], uuid[], uuid[],
  bigint[], text[], text[], text[], text[], text[], text[], text[], text[], timestamptz[], text[]) from public;
grant execute on function notification.place_group(bigint[], uuid[], int[], bigint[], text[], timestamptz, int, bigint[], uuid[], uuid[],
  bigint[], text[], text[], text[], text[], text[], text[], text[], text[], timestamptz[], text[]) to center_notification;
