-- Two login roles with least privilege; passwords are set by R__roles.sql.
do $$
begin
  if not exists (select from pg_roles where rolname = 'center_hub') then create role center_hub login; end if;
  if not exists (select from pg_roles where rolname = 'center_notification') then create role center_notification login; end if;
end $$;
revoke create on schema public from public;
create schema eventlog;
create schema hub;
grant usage on schema eventlog to center_hub, center_notification;
grant usage on schema hub to center_hub;
