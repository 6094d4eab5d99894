-- Statuses that most documents have may be rare in a box: one that reads nothing, or one whose every document is answered. They have
-- indexes now. Neither makes a change of status in place (heap-only tuples) touch an index that did not: the columns of both
-- conditions were in conditions before.
create index inbox_read on hub.inbox (box_id, pos) where answer is null and read_at is not null;
create index document_unanswered on hub.document (box_id, pos) where answered is null;
