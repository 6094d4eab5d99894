package kz.centerpro.hub.act;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import kz.centerpro.contracts.wire.MeterNames;
import kz.centerpro.hub.kernel.BackgroundLoop;
import reactor.core.publisher.Flux;

/** Brings acts into the flow of documents, and answers back. */
final class ActSendLoop extends BackgroundLoop implements MeterBinder {

    private static final Duration EVERY = Duration.ofSeconds(2);

    private static final Duration COUNT_EVERY = Duration.ofSeconds(30);

    private final ActSender sender;
    private volatile double unsent = Double.NaN;

    ActSendLoop(ActSender sender) {
        this.sender = sender;
    }

    @Override
    protected Flux<?> work() {
        return Flux.merge(every(EVERY, EVERY, "Acts not sent", sender::send),
                every(EVERY, EVERY, "Answers to acts not followed", () -> sender.follow().then(sender.close())),
                every(EVERY, COUNT_EVERY, "Acts that are not sent not counted",
                        () -> sender.unsent().doOnNext(now -> unsent = now)));
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder(MeterNames.ACTS_UNSENT, this, loop -> loop.unsent)
                .description("acts that could not be sent as documents when it was tried").register(registry);
    }
}
