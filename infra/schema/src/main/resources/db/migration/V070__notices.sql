-- Notices (clause 7.1.6): records of what a participant was told, and of each way it was sent. Made by a durable reader of the
-- event log for each box; sent by e-mail, Web Push and mobile wake-ups. And what webhooks had not got: a challenge before
-- the first event, and Idempotency-Key.

alter table notification.webhook add column verified_at timestamptz;
alter table notification.webhook add column idempotency_key text check (length(idempotency_key) <= 200);
alter table notification.webhook add column fingerprint text check (fingerprint ~ '^[0-9a-f]{64}$');
update notification.webhook set verified_at = created_at;
create unique index webhook_idempotency on notification.webhook (box_id, idempotency_key) where idempotency_key is not null;
alter table notification.webhook drop constraint webhook_paused_check;
alter table notification.webhook add constraint webhook_paused_check
  check (paused in ('ASKED', 'GONE', 'EXHAUSTED', 'UNANSWERED', 'CURSOR_EXPIRED', 'KEY_UNKNOWN'));
grant update (verified_at) on notification.webhook to center_notification;

-- How far the log of a box was read for notices, and the counters of its notices.
create table notification.notice_box (
  box_id      bigint      primary key,
  epoch       int         not null,
  seq         bigint      not null default 0 check (seq >= 0),
  notices     bigint      not null default 0 check (notices >= 0),
  unread      bigint      not null default 0 check (unread between 0 and notices),
  -- who reads now, and until when: a lease by the clock of this server
  owner       uuid,
  owner_until timestamptz not null default '-infinity'
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02);

create table notification.notice (
  box_id     bigint      not null,
  no         bigint      not null check (no > 0),
  notice_id  uuid        not null,
  event_id   uuid        not null,
  seq        bigint      not null,
  kind       text        not null check (kind ~ '^[A-Z_]{1,40}$'),
  language   text        not null check (language in ('kk', 'ru', 'en')),
  subject    text        not null check (length(subject) between 1 and 400),
  text       text        not null check (length(text) between 1 and 8000),
  -- the Russian text, which prevails (clause 13.9); the same as the other when the language is Russian
  subject_ru text        not null check (length(subject_ru) between 1 and 400),
  text_ru    text        not null check (length(text_ru) between 1 and 8000),
  document   text        check (document ~ '^[0-9]{20}$'),
  sha256     bytea       not null check (octet_length(sha256) = 32),
  event_at   timestamptz not null,
  placed_at  timestamptz not null,
  read_at    timestamptz,
  primary key (box_id, no),
  unique (box_id, notice_id),
  unique (box_id, event_id, kind),
  check (language <> 'ru' or (subject = subject_ru and text = text_ru))
);

-- Nobody changes a notice, not the owner of the tables either: only the time of reading comes, once.
create function notification.notice_stays() returns trigger
language plpgsql set search_path = pg_catalog as $$
begin
  if tg_op = 'UPDATE' and old.read_at is null and new.read_at is not null
     and to_jsonb(old) - 'read_at' = to_jsonb(new) - 'read_at' then
    return new;
  end if;
  raise exception 'a notice is a record: it is neither changed nor deleted' using errcode = '42501';
end $$;
create trigger notice_stays before update or delete on notification.notice
  for each row execute function notification.notice_stays();

-- Events that no notice could be made of; the reader went on.
create table notification.notice_parked (
  box_id    bigint      not null,
  event_id  uuid        not null,
  seq       bigint      not null,
  type      text        not null,
  reason    text        not null check (length(reason) <= 300),
  parked_at timestamptz not null,
  primary key (box_id, event_id)
);

create table notification.contact (
  box_id      bigint primary key,
  language    text   not null check (language in ('kk', 'ru', 'en')),
  unsubscribe uuid   not null unique
);

create table notification.preference (
  box_id  bigint  not null,
  kind    text    not null check (kind ~ '^[A-Z_]{1,40}$'),
  channel text    not null check (channel in ('CABINET', 'EMAIL', 'PUSH')),
  wanted  boolean not null,
  primary key (box_id, kind, channel)
);

-- E-mail addresses with their history (reading A22): the current one is the one confirmed last and not ended.
create table notification.address (
  box_id       bigint      not null,
  address_id   uuid        not null,
  email        text        not null check (length(email) between 3 and 254),
  masked       text        not null,
  sha256       bytea       not null check (octet_length(sha256) = 32),
  asked_at     timestamptz not null,
  code         text        check (code ~ '^[0-9]{8}$'),
  code_until   timestamptz not null,
  tries        int         not null default 0,
  confirmed_at timestamptz,
  ended_at     timestamptz,
  primary key (box_id, address_id),
  check (confirmed_at is null or code is null)
);
create unique index address_current on notification.address (box_id) where confirmed_at is not null and ended_at is null;
create unique index address_pending on notification.address (box_id) where confirmed_at is null and ended_at is null;
create index address_asked on notification.address (sha256, asked_at);

create table notification.push_subscription (
  box_id          bigint      not null,
  subscription_id uuid        not null,
  endpoint        text        not null check (length(endpoint) between 1 and 2048),
  endpoint_sha256 bytea       not null check (octet_length(endpoint_sha256) = 32),
  p256dh          bytea       not null check (octet_length(p256dh) = 65),
  auth            bytea       not null check (octet_length(auth) = 16),
  created_at      timestamptz not null,
  primary key (box_id, subscription_id),
  unique (box_id, endpoint_sha256)
);

create table notification.device (
  box_id       bigint      not null,
  device_id    uuid        not null,
  platform     text        not null check (platform in ('ANDROID', 'IOS')),
  token        text        not null check (length(token) between 8 and 4096),
  token_sha256 bytea       not null check (octet_length(token_sha256) = 32),
  created_at   timestamptz not null,
  primary key (box_id, device_id),
  unique (box_id, token_sha256)
);

-- One sending of one notice, or of the code that confirms an address, to one target.
create table notification.dispatch (
  box_id        bigint      not null,
  dispatch_id   uuid        not null,
  notice_id     uuid,
  kind          text        not null check (kind ~ '^[A-Z_]{1,40}$'),
  channel       text        not null check (channel in ('EMAIL', 'PUSH', 'MOBILE')),
  target_id     uuid        not null,
  -- the address with most of it hidden, and its hash: what a proof names
  target        text        not null check (length(target) <= 300),
  target_sha256 bytea       not null check (octet_length(target_sha256) = 32),
  state         text        not null check (state in ('QUEUED', 'SENT', 'DEAD', 'SUPPRESSED')),
  reason        text        check (length(reason) <= 200),
  created_at    timestamptz not null,
  next_at       timestamptz not null,
  attempts      int         not null default 0,
  failed_since  timestamptz,
  done_at       timestamptz,
  owner         uuid,
  owner_until   timestamptz not null default '-infinity',
  primary key (box_id, dispatch_id),
  foreign key (box_id, notice_id) references notification.notice (box_id, notice_id),
  check ((state in ('QUEUED')) = (done_at is null))
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);
create index dispatch_due on notification.dispatch (channel, next_at) where state = 'QUEUED';
create index dispatch_notice on notification.dispatch (box_id, notice_id);
create index dispatch_lately on notification.dispatch (box_id, channel, created_at);
create index dispatch_target on notification.dispatch (box_id, target_id) where state = 'QUEUED';

-- Every attempt with what the other side answered, for ever as it was.
create table notification.dispatch_attempt (
  box_id      bigint      not null,
  dispatch_id uuid        not null,
  no          int         not null check (no > 0),
  at          timestamptz not null,
  outcome     text        not null check (outcome in ('SENT', 'FAILED', 'DEAD')),
  code        int,
  reply       text        not null check (length(reply) <= 1000),
  message_id  text,
  sha256      bytea       check (octet_length(sha256) = 32),
  millis      bigint      not null,
  primary key (box_id, dispatch_id, no),
  foreign key (box_id, dispatch_id) references notification.dispatch
);
create function notification.attempt_stays() returns trigger
language plpgsql set search_path = pg_catalog as $$
begin
  raise exception 'an attempt is a record: it is neither changed nor deleted' using errcode = '42501';
end $$;
create trigger attempt_stays before update or delete on notification.dispatch_attempt
  for each row execute function notification.attempt_stays();

-- Places notices with their dispatches and moves the reader on, in one step and only under its lease; false, and nothing was
-- done, without it. A notice that is there already for the same event and kind is not made again. p_channels: for each
-- notice the channels that are wanted, parted by commas, EMAIL! for an e-mail that no limit holds back. p_parked is a JSON array
-- of {event, seq, type, reason}. More than p_mail_most e-mails or pushes to one target in an hour are written down as SUPPRESSED.
create function notification.place(p_box bigint, p_owner uuid, p_epoch int, p_seq bigint, p_at timestamptz, p_lease bigint,
  p_mail_most int, p_notices jsonb, p_parked jsonb) returns boolean
language plpgsql set search_path = pg_catalog as $$
declare v_base bigint; v_new int; v_mails int; v_pushes int;
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
           case when c.over_limit then 'more than ' || p_mail_most || ' in an hour' end, p_at, p_at,
           case when c.over_limit then p_at end
      from counted c)
  select count(*) into v_new from placed;
  update notification.notice_box b set notices = b.notices + v_new, unread = b.unread + v_new where b.box_id = p_box;
  return true;
end $$;

-- Marks a notice read, once; the time of the first reading, or nothing if the box has no such notice.
create function notification.read_notice(p_box bigint, p_notice uuid, p_at timestamptz) returns timestamptz
language plpgsql set search_path = pg_catalog as $$
declare v_at timestamptz;
begin
  update notification.notice n set read_at = p_at
   where n.box_id = p_box and n.notice_id = p_notice and n.read_at is null returning n.read_at into v_at;
  if found then
    update notification.notice_box b set unread = b.unread - 1 where b.box_id = p_box;
  else
    select n.read_at into v_at from notification.notice n where n.box_id = p_box and n.notice_id = p_notice;
  end if;
  return v_at;
end $$;

grant select, insert on notification.notice_box, notification.notice, notification.notice_parked, notification.contact,
      notification.preference, notification.address, notification.dispatch, notification.dispatch_attempt,
      notification.push_subscription, notification.device to center_notification;
grant update (epoch, seq, notices, unread, owner, owner_until) on notification.notice_box to center_notification;
grant update (read_at) on notification.notice to center_notification;
grant update (language) on notification.contact to center_notification;
grant update (wanted) on notification.preference to center_notification;
grant update (code, tries, confirmed_at, ended_at) on notification.address to center_notification;
grant update (state, reason, next_at, attempts, failed_since, done_at, owner, owner_until) on notification.dispatch to center_notification;
grant update (p256dh, auth) on notification.push_subscription to center_notification;
grant delete on notification.push_subscription, notification.device to center_notification;
revoke execute on function notification.place(bigint, uuid, int, bigint, timestamptz, bigint, int, jsonb, jsonb) from public;
grant execute on function notification.place(bigint, uuid, int, bigint, timestamptz, bigint, int, jsonb, jsonb) to center_notification;
revoke execute on function notification.read_notice(bigint, uuid, timestamptz) from public;
grant execute on function notification.read_notice(bigint, uuid, timestamptz) to center_notification;
