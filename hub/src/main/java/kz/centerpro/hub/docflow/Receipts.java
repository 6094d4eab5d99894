package kz.centerpro.hub.docflow;

import java.time.Clock;
import kz.centerpro.eventlog.Bell;
import kz.centerpro.hub.kernel.Ids;
import reactor.core.publisher.Mono;

/** Marks what a recipient did and lets both sides know; marking twice changes nothing. */
final class Receipts {

    private final DocumentStore store;
    private final Bell bell;
    private final Runnable queued;
    private final Ids ids;
    private final Clock clock;

    Receipts(DocumentStore store, Bell bell, Runnable queued, Ids ids, Clock clock) {
        this.store = store;
        this.bell = bell;
        this.queued = queued;
        this.ids = ids;
        this.clock = clock;
    }

    Mono<Void> received(long box, String number, boolean read) {
        return Mono.defer(() -> store.receive(box, number, read, ids.next(), ids.next(), clock.instant()))
                .doOnNext(tops -> {
                    if (!tops.isEmpty()) {
                        bell.ring(tops);
                        queued.run();
                    }
                }).then();
    }
}
