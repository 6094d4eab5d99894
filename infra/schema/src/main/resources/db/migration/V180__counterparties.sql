-- Lists of counterparties: each participant's own, with what it blocks and whom it invited.

-- One row for each list: taken first by who changes the list, so that limits hold; tells nodes whose blocks moved. What
-- was added within the window counts when it is taken away again, or a list would be a register to leaf through.
create table hub.counterparty_list (
  box_id            bigint primary key,
  window_from       timestamptz,
  window_added      int not null default 0,
  blocks_changed_at timestamptz
);
create index counterparty_list_blocks on hub.counterparty_list (blocks_changed_at) where blocks_changed_at is not null;

create table hub.counterparty (
  box_id       bigint not null,
  country      text   not null check (country ~ '^[A-Z]{2}$'),
  tax_id       text   not null check (length(tax_id) between 1 and 40),
  alias        text   check (length(alias) between 1 and 200),
  groups       text[] not null default '{}' check (cardinality(groups) <= 10),
  name         text   check (length(name) between 1 and 400), -- as the participant is registered, once it is connected
  words        text   not null, -- what the owner searches in, in small letters
  blocked_at   timestamptz,
  created_at   timestamptz not null,
  invited_at   timestamptz,
  connected_at timestamptz,
  primary key (box_id, country, tax_id)
);
create index counterparty_blocked on hub.counterparty (box_id) where blocked_at is not null;
create index counterparty_waiting on hub.counterparty (country, tax_id) where connected_at is null;
-- Who has joined lately, and who waits for them.
create index participant_activated on hub.participant (activated_at) where activated_at is not null;

create table hub.invitation (
  box_id        bigint not null,
  invitation_id uuid   not null,
  country       text   not null,
  tax_id        text   not null,
  made_by       uuid   not null,
  created_at    timestamptz not null,
  expires_at    timestamptz not null,
  seen_at       timestamptz,
  primary key (box_id, invitation_id)
);
create index invitation_made on hub.invitation (box_id, created_at);
create index invitation_of on hub.invitation (box_id, country, tax_id, created_at);

grant select, insert, update on hub.counterparty_list, hub.counterparty to center_hub;
grant delete on hub.counterparty to center_hub;
grant select, insert on hub.invitation to center_hub;
grant update (seen_at) on hub.invitation to center_hub;
