-- Reading of a box's events that its owner has given to another participant. Rows stay when it ends: they say who could
-- read what, and from when until when.
create table hub.delegation (
  box_id        bigint      not null, -- whose events
  delegation_id uuid        not null, -- in the reader's tokens; by it access.withdrawal ends what is open
  reader_box    bigint      not null,
  granted_by    uuid        not null, -- a signatory of the owner
  granted_at    timestamptz not null,
  withdrawn_at  timestamptz,
  withdrawn_by  uuid,                 -- a signatory of either
  primary key (box_id, delegation_id),
  check (reader_box <> box_id),
  check ((withdrawn_at is null) = (withdrawn_by is null))
);
create unique index delegation_live on hub.delegation (box_id, reader_box) where withdrawn_at is null;
-- What a token of the reader carries.
create index delegation_reader on hub.delegation (reader_box, granted_at) where withdrawn_at is null;

grant select, insert on hub.delegation to center_hub;
grant update (withdrawn_at, withdrawn_by) on hub.delegation to center_hub;
