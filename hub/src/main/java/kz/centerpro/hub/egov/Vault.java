package kz.centerpro.hub.egov;

import java.util.List;
import java.util.stream.IntStream;
import kz.centerpro.hub.content.ContentDesk;
import kz.centerpro.hub.content.DataKey;
import kz.centerpro.hub.egov.SigningRequestStore.Sealed;

/** Seals what stands in the database, as contents of documents are sealed. Hashing-heavy: call it on a bulkhead. */
final class Vault {

    /** Signatures are parts of their own, behind all items. */
    private static final int SIGNATURES_FROM = 1000;

    private final ContentDesk content;

    Vault(ContentDesk content) {
        this.content = content;
    }

    DataKey newKey() {
        return content.newKey();
    }

    List<Sealed> sealed(DataKey key, List<Item> items) {
        return IntStream.rangeClosed(1, items.size()).mapToObj(ordinal -> {
            Item item = items.get(ordinal - 1);
            return new Sealed(ordinal, item.number(), content.sealPart(key, ordinal, item.encoded()), null);
        }).toList();
    }

    Item opened(RequestRow.Key key, Sealed row) {
        return Item.decoded(content.openPart(key(key), row.ordinal(), row.sealed()), row.number());
    }

    List<byte[]> sealedSignatures(RequestRow.Key key, List<byte[]> signatures) {
        DataKey opened = key(key);
        return IntStream.rangeClosed(1, signatures.size())
                .mapToObj(ordinal -> content.sealPart(opened, SIGNATURES_FROM + ordinal, signatures.get(ordinal - 1)))
                .toList();
    }

    List<byte[]> openedSignatures(RequestRow.Key key, List<byte[]> sealed) {
        DataKey opened = key(key);
        return IntStream.rangeClosed(1, sealed.size())
                .mapToObj(ordinal -> content.openPart(opened, SIGNATURES_FROM + ordinal, sealed.get(ordinal - 1)))
                .toList();
    }

    private DataKey key(RequestRow.Key key) {
        return content.openKey(key.content(), key.masterId(), key.wrapped());
    }
}
