-- What a person chose for all of its certificates and organisations. A resident is known by the IIN, another person by the certificate.
create table hub.preference (
  person     text collate "C" primary key,
  language   text not null check (language in ('kk', 'ru', 'en')),
  changed_at timestamptz not null
);
grant select, insert, update on hub.preference to center_hub;
