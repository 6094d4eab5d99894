-- A document and its legs change once within moments of their making, when the delivery is acknowledged. With room on the page
-- the new version stays there and no index is touched (heap-only tuples): acknowledging takes about half the time.
alter table hub.document set (fillfactor = 60);
alter table hub.leg set (fillfactor = 50);
-- Sealed bytes do not compress; trying costs more than storing.
alter table hub.document_signature alter column sealed set storage external;
