-- A change of status in place (heap-only tuples, see V211) must touch no index, so none holds the shown status. What is answered, or
-- waits to be read, is a part of a box that is worth an index of its own; what is on its way is in the outbox; and what most
-- documents are is found by going down the positions.
drop index hub.document_shown;
drop index hub.inbox_shown;
create index document_answered on hub.document (box_id, answered, pos) where answered is not null;
create index inbox_answered on hub.inbox (box_id, answer, pos) where answer is not null;
create index inbox_unread on hub.inbox (box_id, pos) where answer is null and read_at is null;
alter table hub.inbox set (fillfactor = 70);
