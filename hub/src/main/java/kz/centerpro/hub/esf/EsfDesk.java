package kz.centerpro.hub.esf;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import kz.centerpro.contracts.billing.EsfView;
import kz.centerpro.eventlog.Bell;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** The room's facade: brings acts to ИС ЭСФ and their answers back, in rounds. */
public final class EsfDesk {

    private static final Logger LOG = LoggerFactory.getLogger(EsfDesk.class);
    private static final int AT_ONCE = 50;
    private static final int CALLS_MAX = 8;
    private static final Duration AGAIN_MAX = Duration.ofHours(1);
    private static final int DOUBLINGS_MAX = 10;

    private final EsfStore store;
    private final EsfClient client;
    private final EsfProperties settings;
    private final Bell bell;
    private final Clock clock;
    private final UUID holder;
    /** One round at a time uses it. */
    private volatile @Nullable String session;

    EsfDesk(EsfStore store, EsfClient client, EsfProperties settings, Bell bell, Clock clock, UUID holder) {
        this.store = store;
        this.client = client;
        this.settings = settings;
        this.bell = bell;
        this.clock = clock;
        this.holder = holder;
    }

    /** Does what is due, if this node has the session; returns how many tasks were looked at. */
    public Mono<Long> round() {
        return held().flatMap(held -> held ? store.queue(now()).thenReturn(true) : Mono.just(false))
                .flatMap(held -> held
                        ? one().expand(done -> done == 0 ? Mono.empty() : one()).take(AT_ONCE).reduce(0L, Long::sum)
                        : left());
    }

    /** How things stand, for the meters. */
    Mono<EsfView.Counts> counts() {
        return store.counts();
    }

    private Mono<Boolean> held() {
        return Mono.defer(() -> store.hold(settings.username(), holder, now().plus(hold()), now()));
    }

    /** Another node speaks now: what this one had open is no session any more. */
    private Mono<Long> left() {
        session = null;
        return Mono.just(0L);
    }

    /** As long as a task may last, which is a few calls; so long another node waits when this one dies. */
    private Duration hold() {
        return settings.timeout().multipliedBy(CALLS_MAX);
    }

    private Mono<Long> one() {
        return held().filter(held -> held)
                .flatMap(_ -> store.claim(now().plus(hold()), now()))
                .flatMap(work -> done(work).onErrorResume(failure -> failed(work, failure)).thenReturn(1L))
                .defaultIfEmpty(0L);
    }

    private Mono<Void> done(EsfStore.Work work) {
        String number = work.act().number();
        return switch (work.task()) {
            case "UPLOAD" -> uploaded(work)
                    .flatMap(id -> store.uploaded(number, id, now().plus(settings.statusEvery()), now()));
            case "REVOKE" -> revoked(work).then(Mono.defer(() -> store.revoked(number, now())));
            default -> inSession(open -> client.standing(open, id(work))).flatMap(standing -> seen(work, standing));
        };
    }

    /** After an upload whose end nobody knows the act is looked for first. */
    private Mono<String> uploaded(EsfStore.Work work) {
        EsfAct act = work.act();
        Mono<String> upload = Mono.defer(() -> inSession(open -> client.upload(open, AwpXml.of(act))));
        return work.asked()
                ? inSession(open -> client.find(open, act.number(), act.issuedOn())).switchIfEmpty(upload)
                : upload;
    }

    /** What is revoked already, since an answer was lost, is not revoked again, which would be refused. */
    private Mono<EsfClient.Standing> revoked(EsfStore.Work work) {
        return inSession(open -> client.standing(open, id(work))).flatMap(standing -> standing.status()
                .equals("REVOKED")
                        ? Mono.just(standing)
                        : inSession(open -> client.change(open, id(work), EsfClient.Action.REVOKE, work.reason())));
    }

    private Mono<Void> seen(EsfStore.Work work, EsfClient.Standing standing) {
        if (standing.status().equals("FAILED")) {
            return Mono.error(new EsfFailure(EsfFailure.Kind.REFUSED, "ИС ЭСФ: FAILED " + standing.cause()));
        }
        return store.seen(work.act().number(), standing, now().plus(settings.statusEvery()), now())
                .doOnNext(top -> bell.ring(List.of(top))).then();
    }

    private static String id(EsfStore.Work work) {
        if (work.id() == null) {
            throw new IllegalStateException("act " + work.act().number() + " is not in ИС ЭСФ");
        }
        return work.id();
    }

    /** In the open session, or in a new one when that is over. */
    private <T> Mono<T> inSession(Function<String, Mono<T>> call) {
        return Mono.defer(() -> session()).flatMap(call)
                .onErrorResume(EsfFailure.class, failure -> {
                    if (failure.kind() != EsfFailure.Kind.SESSION) {
                        return Mono.error(failure);
                    }
                    session = null;
                    return Mono.defer(this::session).flatMap(call);
                });
    }

    private Mono<String> session() {
        String known = session;
        return known != null ? Mono.just(known) : client.open().doOnNext(opened -> session = opened);
    }

    private Mono<Void> failed(EsfStore.Work work, Throwable failure) {
        Instant now = now();
        boolean refused = failure instanceof EsfFailure said && said.kind() == EsfFailure.Kind.REFUSED;
        boolean dead = refused || (work.failingSince() != null
                && work.failingSince().plus(settings.giveUpAfter()).isBefore(now));
        boolean reached = mayHaveTaken(failure);
        LOG.warn("{} of act {} in ИС ЭСФ {}: {}", work.task(), work.act().number(),
                dead ? "is given up" : "is tried again",
                failure instanceof EsfFailure said ? said.kind() : failure.toString()); // what it said is for staff
                                                                                        // alone
        Duration wait = settings.retryAfter().multipliedBy(1L << Math.min(work.attempts(), DOUBLINGS_MAX));
        return store.failed(work.act().number(), String.valueOf(failure.getMessage()), reached || work.asked(), dead,
                now.plus(wait.compareTo(AGAIN_MAX) > 0 ? AGAIN_MAX : wait), now);
    }

    /** Whether an act may be there though its upload failed: then it is looked for before it is handed in again. */
    private static boolean mayHaveTaken(Throwable failure) {
        return failure instanceof EsfFailure said
                ? said.kind() == EsfFailure.Kind.FAULT
                : !notConnected(failure);
    }

    /** Then nothing can have got there. */
    private static boolean notConnected(Throwable failure) {
        return failure instanceof ConnectException
                || (failure instanceof IOException && failure.getCause() instanceof ConnectException);
    }

    private Instant now() {
        return clock.instant();
    }
}
