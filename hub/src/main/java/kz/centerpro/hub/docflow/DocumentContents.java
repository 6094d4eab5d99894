package kz.centerpro.hub.docflow;

import java.nio.ByteBuffer;
import kz.centerpro.hub.content.ContentDesk;
import reactor.core.publisher.Mono;

/** Contents of the documents in a box, whole, for rooms that hand them on; who asks has bounded their size. */
public final class DocumentContents {

    private final DocumentStore store;
    private final ContentDesk content;

    DocumentContents(DocumentStore store, ContentDesk content) {
        this.store = store;
        this.content = content;
    }

    /** Bytes of the content; empty when that box has no such document, or the hub no content of it. */
    public Mono<Long> size(long box, String number) {
        return store.place(box, number).map(DocumentStore.Place::size).filter(size -> size > 0);
    }

    /** The content; empty as above. */
    public Mono<byte[]> read(long box, String number) {
        return store.place(box, number).filter(place -> place.size() > 0)
                .flatMap(place -> content.open(place.contentBox(), place.content())
                        .reduce(ByteBuffer.allocate(Math.toIntExact(place.size())), ByteBuffer::put)
                        .filter(all -> !all.hasRemaining()).map(DocumentContents::bytes));
    }

    private static byte[] bytes(ByteBuffer all) {
        byte[] bytes = new byte[all.flip().remaining()];
        all.get(bytes);
        return bytes;
    }
}
