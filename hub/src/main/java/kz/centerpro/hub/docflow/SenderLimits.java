package kz.centerpro.hub.docflow;

import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import kz.centerpro.door.Caller;
import kz.centerpro.door.RateLimit;
import kz.centerpro.hub.kernel.Works;
import reactor.core.publisher.Mono;

/** Whether anything is taken now, and how fast one client, and one of its credentials, may send to this node. */
final class SenderLimits {

    private final RateLimit client;
    private final RateLimit credential;
    private final Works works;

    SenderLimits(DocflowProperties settings, LongSupplier nanos, Works works) {
        this.works = works;
        this.client = new RateLimit("client", settings.clientPerSecond(), 2 * settings.clientPerSecond(), nanos);
        this.credential = new RateLimit("credential", settings.credentialPerSecond(),
                2 * settings.credentialPerSecond(), nanos);
    }

    /** Counts one submission, or refuses it before its body is read; the answer's headers say what is left. */
    void take(Caller caller, BiConsumer<String, String> headers) {
        works.requireNone();
        credential.take(caller.signatory(), headers);
        client.take(caller.box(), headers);
    }

    /** Counts one line of a batch, and completes when it may be read on. */
    Mono<Void> turn(Caller caller) {
        return Mono.defer(() -> {
            works.requireNone();
            return credential.turn(caller.signatory());
        }).then(client.turn(caller.box()));
    }

    /** Refuses a batch before it begins while nothing is taken. */
    void requireOpen() {
        works.requireNone();
    }
}
