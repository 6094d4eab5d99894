-- Only the hub declares for a participant.
revoke execute on function hub.change_requisites(bigint, text, date, boolean, uuid, uuid, timestamptz) from public;
grant execute on function hub.change_requisites(bigint, text, date, boolean, uuid, uuid, timestamptz) to center_hub;
