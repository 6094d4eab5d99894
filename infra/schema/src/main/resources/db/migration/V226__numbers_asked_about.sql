-- A file that is only tried tells who is registered: such numbers are counted in a window of their own (clause 4.3.9).
alter table hub.counterparty_list
  add column asked_from timestamptz,
  add column asked      int not null default 0;
