package kz.centerpro.hub.egov;

import reactor.core.publisher.Mono;

/** Contents of documents in a box; implemented outside this room, where documents are known. */
public interface DocumentSource {

    /** Bytes of the content; empty when that box has no such document, or the hub no content of it. */
    Mono<Long> size(long box, String number);

    /** The content; empty as above. */
    Mono<byte[]> read(long box, String number);
}
