-- What persons are asked to sign on a phone (eGov Mobile, eGov Business), until it is signed or five minutes are over. The phone knows
-- the id and nothing else, so the id is a secret: the table has its hash. It belongs to no box, as a challenge does not.
create table hub.signing_request (
  hash        bytea       primary key check (octet_length(hash) = 32),
  purpose     text        not null check (purpose in ('LOGIN', 'DOCUMENT', 'STATEMENT')),
  owner       uuid,                -- the signatory who asks; for a sign-in nobody yet
  secret_hash bytea check (octet_length(secret_hash) = 32),
  box_id      bigint      not null, -- of the documents that are named by number; 0 without any
  state       text        not null check (state in ('WAITING', 'OPENED', 'SIGNED')),
  content_id  uuid        not null,
  key_id      text        not null,
  sealed_key  bytea       not null,
  created_at  timestamptz not null,
  expires_at  timestamptz not null,
  sent_hash   bytea check (octet_length(sent_hash) = 32), -- of what the phone sent, so that it may send it again
  check ((purpose = 'LOGIN') = (owner is null)),
  check ((owner is null) = (secret_hash is not null)),
  check ((state = 'SIGNED') = (sent_hash is not null))
);
create index signing_request_expiry on hub.signing_request (expires_at);

-- Names and contents, and later the signatures, sealed as a document's content is; gone with the request.
create table hub.signing_item (
  hash      bytea not null references hub.signing_request on delete cascade,
  ordinal   int   not null check (ordinal between 1 and 100),
  number    text collate "C", -- a document whose content is read when the phone asks
  sealed    bytea not null,
  signature bytea,
  primary key (hash, ordinal)
);
alter table hub.signing_item alter column sealed set storage external;

grant select, insert, delete on hub.signing_request, hub.signing_item to center_hub;
grant update (state, sent_hash) on hub.signing_request to center_hub;
grant update (signature) on hub.signing_item to center_hub;
