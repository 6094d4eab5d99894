-- A function may be executed by everybody unless that is taken away: those of the hub's schema that came lately are the hub's alone,
-- as all before them.
revoke execute on all functions in schema hub from public;
grant execute on all functions in schema hub to center_hub;
