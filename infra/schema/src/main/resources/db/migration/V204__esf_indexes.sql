-- What the rounds to ИС ЭСФ look for, however many acts of other years there are.
create index act_issued on billing.act (issued_at);
create index esf_act_open on billing.esf_act (number) where state in ('WAITING', 'UPLOADED');
create index esf_act_dead on billing.esf_act (number) where dead_at is not null;
