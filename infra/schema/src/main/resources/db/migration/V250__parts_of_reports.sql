-- What reports of verification have in common, kept once in a box: who signed, the chain, the checks, the evidence. A report names
-- a part by its digest, as {"part": "<hex SHA-256>"}; reports from before are whole. Nearly the same 8 KB were written for each
-- document of a signer.
create table hub.report_part (
  box_id bigint      not null,
  sha256 bytea       not null check (octet_length(sha256) = 32),
  text   text        not null check (length(text) <= 1048576),
  at     timestamptz not null,
  primary key (box_id, sha256)
);
grant select, insert on hub.report_part to center_hub;
