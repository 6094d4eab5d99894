package kz.centerpro.hub.act;

import java.time.Duration;
import kz.centerpro.hub.kernel.BackgroundLoop;
import reactor.core.publisher.Flux;

/** Brings acts into the flow of documents, and answers back. */
final class ActSendLoop extends BackgroundLoop {

    private static final Duration EVERY = Duration.ofSeconds(2);

    private final ActSender sender;

    ActSendLoop(ActSender sender) {
        this.sender = sender;
    }

    @Override
    protected Flux<?> work() {
        return Flux.merge(every(EVERY, EVERY, "Acts not sent", sender::send),
                every(EVERY, EVERY, "Answers to acts not followed", () -> sender.follow().then(sender.close())));
    }
}
