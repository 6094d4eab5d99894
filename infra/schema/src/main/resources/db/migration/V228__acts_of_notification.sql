-- Notification writes what is done at its doors into the account's log; it reads none.
grant usage on schema audit to center_notification;
grant execute on function audit.append(bigint[], bigint[], text[], text[], text[], text[], text[], int[]) to center_notification;
