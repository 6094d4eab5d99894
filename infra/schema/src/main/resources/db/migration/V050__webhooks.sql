-- Webhooks: durable readers of the event log, each with a cursor of its own (design, decision 5). Secrets have no column:
-- they are derived from a configured key and the webhook's id. Notification writes here, and only the state of a walk.

create schema if not exists notification;
grant usage on schema notification to center_notification;

create table notification.webhook (
  box_id          bigint      not null,
  webhook_id      uuid        not null,
  url             text        not null check (length(url) between 1 and 2048),
  types           text[]      not null check (cardinality(types) <= 64),
  description     text        not null check (length(description) <= 200),
  signature       text        not null check (signature in ('v1', 'v1a')),
  key_id          text        not null check (key_id ~ '^[0-9a-f]{16}$'),
  public_key      text        check (public_key like 'whpk\_%' and length(public_key) = 49),
  created_at      timestamptz not null,
  -- everything up to and including seq of epoch was taken
  epoch           int         not null,
  seq             bigint      not null check (seq >= 0),
  -- goes up when a client sets the cursor: what is under way then may not move it
  round           int         not null default 0,
  -- the page that failed ends here, so that it is repeated and not another one
  until_seq       bigint,
  attempts        int         not null default 0,
  failed_since    timestamptz,
  next_at         timestamptz not null,
  paused          text        check (paused in ('ASKED', 'GONE', 'EXHAUSTED', 'CURSOR_EXPIRED', 'KEY_UNKNOWN')),
  paused_at       timestamptz,
  -- single events to be sent once more
  redeliver       bigint[]    not null default '{}' check (cardinality(redeliver) <= 100),
  deliveries      bigint      not null default 0,
  -- who delivers now, and until when: a lease by the clock of this server
  owner           uuid,
  owner_until     timestamptz not null default '-infinity',
  primary key (box_id, webhook_id),
  check ((paused is null) = (paused_at is null)),
  check ((signature = 'v1a') = (public_key is not null))
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);
create index webhook_due on notification.webhook (next_at) where paused is null;

create table notification.webhook_delivery (
  box_id     bigint      not null,
  webhook_id uuid        not null,
  no         bigint      not null,
  at         timestamptz not null,
  message_id text        not null,
  from_seq   bigint      not null,
  until_seq  bigint      not null,
  events     int         not null,
  attempt    int         not null,
  http       int,
  outcome    text        not null check (outcome in ('DELIVERED', 'FAILED', 'DEAD')),
  detail     text        not null check (length(detail) <= 200),
  millis     bigint      not null,
  primary key (box_id, webhook_id, no),
  foreign key (box_id, webhook_id) references notification.webhook on delete cascade
);
create index webhook_delivery_dead on notification.webhook_delivery (box_id, webhook_id, no) where outcome = 'DEAD';

grant select, insert, delete on notification.webhook, notification.webhook_delivery to center_notification;
grant update (epoch, seq, round, until_seq, attempts, failed_since, next_at, paused, paused_at, redeliver, deliveries,
              owner, owner_until) on notification.webhook to center_notification;
