-- Access that was taken away before its tokens ended: each process reads this about once a second and refuses those tokens.
-- A schema of its own, since notification may read nothing else of the hub's. Rows go when the last token has ended.
create schema access;
grant usage on schema access to center_hub, center_notification;

create table access.withdrawal (
  id    uuid        not null, -- a session, an API credential, a signatory or a participant; tells nobody who that is
  at    timestamptz not null default clock_timestamp(),
  until timestamptz not null,
  primary key (id, at)
);
create index withdrawal_at on access.withdrawal (at);

grant select, insert, delete on access.withdrawal to center_hub;
grant select on access.withdrawal to center_notification;
