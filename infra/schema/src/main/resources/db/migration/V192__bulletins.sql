-- What the operator announces to everybody: news, works on the system, force majeure (clauses 5.3.2, 11.2).
create table hub.bulletin (
  id           uuid        primary key,
  kind         text        not null check (kind in ('NEWS', 'PREVENTIVE', 'TECHNICAL', 'EMERGENCY', 'FORCE_MAJEURE')),
  title        jsonb       not null, -- by language
  body         jsonb       not null,
  starts_at    timestamptz not null,
  ends_at      timestamptz,
  closes       boolean     not null default false, -- nothing is taken in while it holds (clause 5.1.1)
  published_at timestamptz not null,
  published_by uuid        not null references hub.signatory,
  withdrawn_at timestamptz,
  box_upto     bigint      not null default 0, -- how far the news has been carried
  carried_at   timestamptz,
  check (ends_at is null or ends_at > starts_at),
  check (not closes or kind in ('PREVENTIVE', 'TECHNICAL', 'EMERGENCY'))
);
create index bulletin_under_way on hub.bulletin (published_at) where carried_at is null;

grant select, insert on hub.bulletin to center_hub;
grant update (box_upto, carried_at, withdrawn_at) on hub.bulletin to center_hub;
