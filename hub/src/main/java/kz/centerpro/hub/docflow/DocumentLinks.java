package kz.centerpro.hub.docflow;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Base64;
import kz.centerpro.contracts.document.DocumentView;
import kz.centerpro.hub.content.ContentDesk;
import reactor.core.publisher.Mono;

/**
 * Links by which a party lets others see a document's facts. The secret in a link is the sender's box and a MAC under
 * the document's own key: nothing is stored for it, nobody can make one without the hub, and it ends when the key is
 * erased.
 */
public final class DocumentLinks {

    private static final int MAC_BYTES = 16;
    private static final int SECRET_BYTES = Long.BYTES + MAC_BYTES;
    private static final String PURPOSE = "kz.centerpro.document.link.v1:";

    private final DocumentStore store;
    private final ContentDesk content;

    DocumentLinks(DocumentStore store, ContentDesk content) {
        this.store = store;
        this.content = content;
    }

    /** For a party; empty when this box has no such document. */
    Mono<String> secret(long box, String number) {
        return store.place(box, number).flatMap(place -> mac(place, number)).map(DocumentLinks::text);
    }

    private Mono<byte[]> mac(DocumentStore.Place place, String number) {
        return content.key(place.contentBox(), place.content())
                .map(key -> secret(place.contentBox(), key.mac(PURPOSE + number)));
    }

    private static byte[] secret(long box, byte[] mac) {
        return ByteBuffer.allocate(SECRET_BYTES).putLong(box).put(mac, 0, MAC_BYTES).array();
    }

    private static String text(byte[] secret) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    /** The document as its sender sees it; empty for another secret, and for a number that does not exist. */
    public Mono<DocumentView> facts(String number, String secret) {
        byte[] given = bytes(secret);
        if (given.length != SECRET_BYTES) {
            return Mono.empty();
        }
        long box = ByteBuffer.wrap(given).getLong();
        return store.place(box, number).filter(place -> place.direction().equals(ListQuery.OUT))
                .flatMap(place -> mac(place, number))
                .filter(right -> MessageDigest.isEqual(right, given)).flatMap(_ -> store.find(box, number));
    }

    private static byte[] bytes(String secret) {
        try {
            byte[] given = Base64.getUrlDecoder().decode(secret);
            // One way to write it: a link that was changed in a bit that does not count is not the same link.
            return text(given).equals(secret) ? given : new byte[0];
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }
}
