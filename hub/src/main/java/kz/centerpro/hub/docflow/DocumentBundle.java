package kz.centerpro.hub.docflow;

import java.util.Objects;
import kz.centerpro.contracts.document.DocumentView;
import kz.centerpro.hub.content.ContentDesk;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A document of a box as that box sees it, and its content with its signatures as files of a zip. */
public final class DocumentBundle {

    private final DocumentStore store;
    private final ContentDesk content;

    DocumentBundle(DocumentStore store, ContentDesk content) {
        this.store = store;
        this.content = content;
    }

    /** Empty when the box has no such document. */
    public Mono<DocumentView> find(long box, String number) {
        return store.find(box, number);
    }

    /** One document as a zip file, made while it is read; without files when the box has no such document. */
    public Flux<byte[]> zip(long box, String number) {
        return Flux.defer(() -> {
            ZipStream zip = new ZipStream();
            return store.place(box, number).flatMapMany(place -> files(zip, number, place))
                    .concatWith(Mono.fromSupplier(zip::end));
        }).filter(bytes -> bytes.length > 0);
    }

    Flux<byte[]> files(ZipStream zip, String number, DocumentStore.Place place) {
        String name = number + " " + Objects.requireNonNullElse(place.fileName(), "document.bin");
        Flux<byte[]> bytes = place.size() == 0
                ? Flux.empty() // registered by its digest
                : file(zip, name, content.open(place.contentBox(), place.content()));
        return bytes.concatWith(content.key(place.contentBox(), place.content())
                .flatMapMany(key -> store.signatures(place.contentBox(), number)
                        .concatMap(row -> file(zip, number + ".p7s", Flux.just(
                                content.openPart(key, ContentDesk.SIGNATURE_PART, row.sealed()))))));
    }

    private static Flux<byte[]> file(ZipStream zip, String name, Flux<byte[]> bytes) {
        return Flux.concat(Mono.fromSupplier(() -> zip.open(name)), bytes.map(zip::add),
                Mono.fromSupplier(zip::close));
    }
}
