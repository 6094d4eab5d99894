-- Parties: participants with their signatories, sessions and API credentials, offer versions and acceptances.
-- The hub's role gets what each table's life needs and no more: what must not change is not granted.

-- Numbers of boxes. Registration is rare, so one sequence for all is no bottleneck.
create sequence hub.box_id_seq as bigint start 1001;

create table hub.participant (
  id            uuid        primary key,
  box_id        bigint      not null unique,
  kind          text        not null check (kind in ('INDIVIDUAL', 'LEGAL_ENTITY', 'ENTREPRENEUR', 'SELF_EMPLOYED')),
  country       text        not null check (country ~ '^[A-Z]{2}$'),
  tax_id        text        not null check (length(tax_id) between 1 and 40),
  name          text        not null check (length(name) between 1 and 400),
  regime        text        not null check (regime in ('EDS', 'ES')),
  status        text        not null check (status in ('REGISTERED', 'ACTIVE')),
  registered_at timestamptz not null,
  activated_at  timestamptz,
  self_declared jsonb       not null,
  -- What was handed in and what the certificate said, for ever as it was (clause 7.1.5).
  snapshot      jsonb       not null,
  unique (country, tax_id),
  check ((regime = 'EDS') = (country = 'KZ')),
  check ((status = 'ACTIVE') = (activated_at is not null))
);
create index participant_active on hub.participant (box_id) where status = 'ACTIVE';

create table hub.signatory (
  id                 uuid        primary key,
  participant_id     uuid        references hub.participant,
  certificate_sha256 text        not null unique check (certificate_sha256 ~ '^[0-9a-f]{64}$'),
  public_key_sha256  text        not null check (public_key_sha256 ~ '^[0-9a-f]{64}$'),
  regime             text        not null check (regime in ('EDS', 'ES')),
  iin                text,
  bin                text,
  name               text        not null,
  organization       text,
  role               text        not null,
  certificate_until  timestamptz not null,
  certificate        bytea       not null,
  first_seen         timestamptz not null,
  check (regime = 'EDS' or (iin is null and bin is null))
);
create index signatory_key on hub.signatory (public_key_sha256);
create index signatory_participant on hub.signatory (participant_id);

create table hub.challenge (
  hash       bytea       primary key check (octet_length(hash) = 32),
  expires_at timestamptz not null,
  used_at    timestamptz
);
create index challenge_expiry on hub.challenge (expires_at);

create table hub.session (
  id           uuid        primary key,
  signatory_id uuid        not null references hub.signatory,
  created_at   timestamptz not null,
  last_used_at timestamptz not null,
  expires_at   timestamptz not null,
  revoked_at   timestamptz,
  ip           text,
  device       text
);
create index session_signatory on hub.session (signatory_id);
create index session_expiry on hub.session (expires_at);

-- Every refresh token ever given in a session stays until the session goes, so that a second use is recognised.
create table hub.refresh_token (
  hash       bytea       primary key check (octet_length(hash) = 32),
  session_id uuid        not null references hub.session on delete cascade,
  rotated_from bytea,
  issued_at  timestamptz not null,
  used_at    timestamptz
);
create index refresh_token_session on hub.refresh_token (session_id);

create table hub.api_credential (
  id             uuid        primary key,
  participant_id uuid        not null references hub.participant,
  name           text        not null check (length(name) between 1 and 100),
  scopes         text        not null,
  secret_hash    bytea       not null check (octet_length(secret_hash) = 32),
  created_by     uuid        not null references hub.signatory,
  created_at     timestamptz not null,
  rotated_at     timestamptz,
  revoked_at     timestamptz,
  last_used_at   timestamptz
);
create index api_credential_participant on hub.api_credential (participant_id, created_at);

-- Versions of the offer and of the privacy policy. Published text never changes.
create table hub.legal_text (
  kind           text        not null check (kind in ('OFFER', 'POLICY')),
  no             int         not null check (no > 0),
  text_ru        text        not null check (text_ru <> ''),
  text_kk        text        not null check (text_kk <> ''),
  sha256_ru      text        not null check (sha256_ru ~ '^[0-9a-f]{64}$'),
  sha256_kk      text        not null check (sha256_kk ~ '^[0-9a-f]{64}$'),
  published_at   timestamptz not null,
  effective_from timestamptz not null check (effective_from >= published_at),
  published_by   uuid        references hub.signatory,
  primary key (kind, no)
);

-- How far the news of a new offer has been carried to the active participants' boxes (clause 5.4.3).
create table hub.offer_announcement (
  offer_no  int         primary key,
  box_upto  bigint      not null default 0,
  done_at   timestamptz
);

-- Texts given out to be signed in acceptance of the offer; each serves once.
create table hub.statement (
  hash           bytea       primary key check (octet_length(hash) = 32),
  participant_id uuid        not null references hub.participant,
  offer_no       int         not null,
  policy_no      int         not null,
  expires_at     timestamptz not null,
  used_at        timestamptz
);
create index statement_expiry on hub.statement (expires_at);

create table hub.acceptance (
  id             uuid        primary key,
  participant_id uuid        not null references hub.participant,
  offer_no       int         not null,
  policy_no      int         not null,
  statement      text        not null,
  statement_hash bytea       not null unique check (octet_length(statement_hash) = 32),
  signature      bytea       not null,
  certificate    bytea       not null,
  signed_by      text        not null,
  role           text        not null,
  capacity       text        not null check (capacity in ('OWN', 'REPRESENTATIVE')),
  person_iin     text,
  entity_bin     text,
  language       text        not null check (language in ('kk', 'ru')),
  accepted_at    timestamptz not null,
  ip             text,
  session_id     uuid        not null
);
create index acceptance_participant on hub.acceptance (participant_id, accepted_at);

grant usage on sequence hub.box_id_seq to center_hub;
grant select, insert on hub.participant, hub.legal_text, hub.acceptance to center_hub;
grant update (status, activated_at) on hub.participant to center_hub;
grant select, insert on hub.signatory to center_hub;
grant update (participant_id) on hub.signatory to center_hub;
grant select, insert, delete on hub.challenge, hub.statement, hub.session, hub.refresh_token to center_hub;
grant update (used_at) on hub.challenge, hub.statement, hub.refresh_token to center_hub;
grant update (last_used_at, revoked_at) on hub.session to center_hub;
grant select, insert on hub.api_credential to center_hub;
grant update (secret_hash, rotated_at, revoked_at, last_used_at) on hub.api_credential to center_hub;
grant select, insert, update on hub.offer_announcement to center_hub;
