-- While an owner has no access, nobody reads its box by what it gave: it could not take that back itself, and who gave it may be why
-- access was taken. Whatever ends a participant's access, or gives it back, writes its id here; the readings that it gave follow.
create function hub.rest_readings() returns trigger language plpgsql as $$
begin
  insert into access.withdrawal (id, until, lifted)
  select d.delegation_id, new.until, new.lifted
    from hub.participant p join hub.delegation d on d.box_id = p.box_id and d.withdrawn_at is null
   where p.id = new.id;
  return null;
end $$;
create trigger readings_rest after insert on access.withdrawal for each row execute function hub.rest_readings();
