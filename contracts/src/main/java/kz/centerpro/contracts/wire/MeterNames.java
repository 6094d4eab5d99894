package kz.centerpro.contracts.wire;

import java.util.Set;

/**
 * Names of the measurements that both processes tell a metrics server, and the only labels that may stand beside them.
 * A label never holds who or what a document is about: no box, participant, name, number or address. What each means is
 * told in {@code infra/deploy/README.md}; a name that a dashboard uses is not changed.
 */
public final class MeterNames {

    // Hub.
    public static final String SUBMISSIONS = "center.submissions";
    public static final String INTAKE = "center.intake";
    public static final String COMMIT_BATCH = "center.commit.batch";
    public static final String BULKHEAD_WAITING = "center.bulkhead.waiting";
    public static final String BULKHEAD_BUSY = "center.bulkhead.busy";
    public static final String VERDICT = "center.verdict";
    public static final String PKI_FETCHES = "center.pki.fetches";
    public static final String OUTBOX_WAITING = "center.outbox.waiting";
    public static final String OUTBOX_AGE = "center.outbox.age";
    public static final String PARKED = "center.submissions.parked";
    public static final String LEASE_LEFT = "center.node.lease.left";
    public static final String PAYMENTS_WAITING = "center.payments.waiting";
    public static final String GOST_COMPARISONS = "center.gost.comparisons";
    public static final String GOST_DISAGREEMENTS = "center.gost.disagreements";
    public static final String GOST_FALLEN_BACK = "center.gost.fallen.back";

    public static final String RATING_PARKED = "center.rating.parked";
    public static final String ACTS_UNSENT = "center.acts.unsent";
    public static final String ESF_ACTS = "center.esf.acts";
    public static final String LEDGER_DIFFERENCES = "center.ledger.differences";

    // Both.
    public static final String CONNECTIONS = "center.database.connections";
    public static final String REDIS_UP = "center.redis.up";

    // Notification.
    public static final String EVENT_AGE = "center.event.age";
    public static final String EVENTS_WRITTEN = "center.events.written";
    public static final String SUBSCRIBERS = "center.subscribers";
    public static final String STREAMS_REFUSED = "center.streams.refused";
    public static final String PAGE_READ = "center.page.read";
    public static final String WAKE_UPS = "center.wakeups";
    public static final String GAPS_FILLED = "center.gaps.filled";
    public static final String FRAMES_WAITING = "center.rsocket.frames.waiting";

    // Outbound channels.
    public static final String NOTICES_PLACED = "center.notices.placed";
    public static final String NOTICES_PARKED = "center.notices.parked";
    public static final String DISPATCHES = "center.dispatches";

    // Labels. Each has a handful of values, all of them written in the code.
    public static final String DOOR = "door";
    public static final String OUTCOME = "outcome";
    public static final String POOL = "pool";
    public static final String STATE = "state";
    public static final String FAMILY = "family";
    public static final String KIND = "kind";

    public static final Set<String> ALL = Set.of(SUBMISSIONS, INTAKE, COMMIT_BATCH, BULKHEAD_WAITING, BULKHEAD_BUSY,
            VERDICT, PKI_FETCHES, OUTBOX_WAITING, OUTBOX_AGE, PARKED, LEASE_LEFT, PAYMENTS_WAITING, GOST_COMPARISONS,
            GOST_DISAGREEMENTS, GOST_FALLEN_BACK, CONNECTIONS, REDIS_UP, EVENT_AGE, EVENTS_WRITTEN, SUBSCRIBERS,
            STREAMS_REFUSED, PAGE_READ, WAKE_UPS, GAPS_FILLED, FRAMES_WAITING, NOTICES_PLACED, NOTICES_PARKED,
            DISPATCHES, RATING_PARKED, ACTS_UNSENT, ESF_ACTS, LEDGER_DIFFERENCES);
    public static final Set<String> LABELS = Set.of(DOOR, OUTCOME, POOL, STATE, FAMILY, KIND);

    private MeterNames() {}
}
