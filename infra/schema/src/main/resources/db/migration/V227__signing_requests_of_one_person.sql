-- What one person keeps waiting for a signature is counted before more is taken; a signed content is not kept any longer.
create index signing_request_owner on hub.signing_request (owner) where owner is not null;
grant update (sealed) on hub.signing_item to center_hub;
