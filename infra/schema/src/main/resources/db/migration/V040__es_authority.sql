-- The operator's own authority for signatures of non-residents (clauses 1.7, 7.1.2): who asked, what was issued.
-- A private key has no column anywhere: an application brings a certification request (PKCS #10) and nothing else.

create table hub.es_application (
  id                uuid        primary key,
  created_at        timestamptz not null,
  secret_hash       bytea       not null check (octet_length(secret_hash) = 32),
  name              text        not null check (length(name) between 1 and 200),
  organization      text        check (length(organization) between 1 and 200),
  country           text        not null check (country ~ '^[A-Z]{2}$' and country <> 'KZ'),
  tax_id            text        not null check (length(tax_id) between 1 and 40),
  email             text        not null check (length(email) between 3 and 254),
  request           bytea       not null check (octet_length(request) <= 16384),
  public_key_sha256 text        not null unique check (public_key_sha256 ~ '^[0-9a-f]{64}$'),
  status            text        not null check (status in ('PENDING', 'ISSUED', 'REJECTED')),
  decided_at        timestamptz,
  decided_by        uuid,
  reason            text        check (length(reason) between 1 and 500),
  check ((status = 'PENDING') = (decided_at is null)),
  check ((status = 'REJECTED') = (reason is not null))
);
create index es_application_pending on hub.es_application (created_at, id) where status = 'PENDING';

create table hub.es_certificate (
  serial         text        primary key check (serial ~ '^[0-9a-f]{32}$'),
  application_id uuid        not null unique references hub.es_application,
  certificate    bytea       not null,
  sha256         text        not null unique check (sha256 ~ '^[0-9a-f]{64}$'),
  issued_at      timestamptz not null,
  expires_at     timestamptz not null,
  revoked_at     timestamptz,
  -- CRLReason of RFC 5280, 5.3.1
  revocation     smallint    check (revocation in (0, 1, 3, 4, 5, 9)),
  check ((revoked_at is null) = (revocation is null))
);
create index es_certificate_revoked on hub.es_certificate (revoked_at) where revoked_at is not null;

grant select, insert on hub.es_application, hub.es_certificate to center_hub;
grant update (status, decided_at, decided_by, reason) on hub.es_application to center_hub;
grant update (revoked_at, revocation) on hub.es_certificate to center_hub;
