package kz.centerpro.hub.quota;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.eventlog.Bell;
import kz.centerpro.hub.kernel.Ids;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The room's facade. A permit comes out of this node's memory; only when a lease is spent or over does one call fetch
 * the next, and whoever comes meanwhile waits for that one (design, decision 10; clauses 1.11, 3.1).
 */
public final class QuotaDesk {

    /** What the exchange of documents is called in tariffs, and what it counts. */
    public static final String PRODUCT = "EXCHANGE";
    public static final String METRIC = "document.sent";

    private static final Logger LOG = LoggerFactory.getLogger(QuotaDesk.class);

    private static final Duration TERM = Duration.ofSeconds(60);
    private static final Duration OPEN_TERM = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final LeaseSource store;
    private final Bell bell;
    private final Ids ids;
    private final Clock clock;
    private final int grace;
    private final Map<Long, Holding> holdings = new ConcurrentHashMap<>();

    /**
     * @param grace
     *            documents of one box that this node takes while leases cannot be had, until one can
     */
    QuotaDesk(LeaseSource store, Bell bell, Ids ids, Clock clock, int grace) {
        this.store = store;
        this.bell = bell;
        this.ids = ids;
        this.clock = clock;
        this.grace = grace;
    }

    /**
     * Leave to send one document, or a refusal with 402: {@code tariff_exhausted}, {@code tariff_expired},
     * {@code tariff_required}.
     */
    public Mono<Permit> take(long box) {
        return Mono.defer(() -> {
            Holding holding = holdings.computeIfAbsent(box, _ -> new Holding(grace));
            Permit permit = holding.take(clock.instant());
            return permit != null
                    ? Mono.just(permit)
                    : holding.coming(own -> fetched(box, holding, own)).then(take(box));
        });
    }

    /** As {@link #take}; where that refuses, leave without a lease: what was promised is kept (202 is no refusal). */
    public Mono<Permit> takePromised(long box) {
        return take(box).onErrorResume(Refusal.class, _ -> Mono.just(Permit.open()));
    }

    private Mono<Void> fetched(long box, Holding holding, List<UUID> own) {
        return asked(box, holding, own)
                .flatMap(answer -> answer.outcome().equals("NONE") ? welcomed(box, holding, own) : Mono.just(answer))
                .timeout(PATIENCE).doOnNext(answer -> told(holding, answer)).then()
                .onErrorResume(failure -> !(failure instanceof Refusal), failure -> {
                    LOG.warn("A lease could not be had: {}", failure.toString());
                    return Mono.fromRunnable(() -> holding.failed(clock.instant()));
                });
    }

    private Mono<LeaseSource.Answer> asked(long box, Holding holding, List<UUID> own) {
        return Mono.defer(() -> {
            Instant now = clock.instant();
            LeaseSource.Wish wish = new LeaseSource.Wish(box, PRODUCT, METRIC, holding.want(), ids.next(),
                    now.plus(TERM), own);
            return store.lease(wish, now).doOnNext(answer -> {
                if (answer.until() != null) {
                    holding.lease(wish.lease(), answer.units(), now, answer.until());
                }
            });
        });
    }

    private Mono<LeaseSource.Answer> welcomed(long box, Holding holding, List<UUID> own) {
        return store.welcome(box, PRODUCT, ids.next(), ids.next(), clock.instant())
                .doOnNext(top -> bell.ring(List.of(top))).then(asked(box, holding, own));
    }

    private void told(Holding holding, LeaseSource.Answer answer) {
        switch (answer.outcome()) {
            case "LEASED" -> {
                // held by now
            }
            case "OPEN" -> holding.open(clock.instant().plus(OPEN_TERM));
            case "EXHAUSTED" -> throw Refusal.of(ProblemType.TARIFF_EXHAUSTED,
                    "Every document of the tariffs that run is used up: start another one with POST /v1/subscriptions.");
            case "EXPIRED" -> throw Refusal.of(ProblemType.TARIFF_EXPIRED,
                    "The tariff's term is over. Sending is closed until another one is started with"
                            + " POST /v1/subscriptions; reading, evidence and payment stay open.");
            default -> throw Refusal.of(ProblemType.TARIFF_REQUIRED,
                    "Start a tariff first: GET /v1/tariffs lists them, POST /v1/subscriptions starts one.");
        }
    }

    /** Gives back what was not used since {@code idle} ago, or everything for an {@code idle} of zero. */
    Mono<Void> tidy(Duration idle) {
        Instant now = clock.instant();
        return Flux.fromIterable(holdings.entrySet()).concatMap(entry -> {
            Mono<Void> back = Flux.fromIterable(entry.getValue().idle(now.minus(idle), now))
                    .concatMap(lease -> store.giveBack(entry.getKey(), lease).onErrorComplete()) // its time ends anyway
                    .then();
            return back.then(Mono.fromRunnable(() -> {
                if (entry.getValue().isEmpty(now)) {
                    holdings.remove(entry.getKey(), entry.getValue());
                }
            }));
        }).then();
    }
}
