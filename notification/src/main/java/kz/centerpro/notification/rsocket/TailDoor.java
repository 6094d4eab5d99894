package kz.centerpro.notification.rsocket;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.contracts.wire.RSocketRoutes;
import kz.centerpro.door.Ticker;
import kz.centerpro.door.rsocket.Call;
import kz.centerpro.door.rsocket.RSocketRoute;
import kz.centerpro.notification.consumer.ConsumerDesk;
import kz.centerpro.notification.kernel.EventAge;
import kz.centerpro.notification.kernel.StreamMeters;
import kz.centerpro.notification.kernel.Visit;
import kz.centerpro.notification.kernel.WireJson;
import kz.centerpro.notification.stream.BoxList;
import kz.centerpro.notification.stream.Feed;
import kz.centerpro.notification.stream.Opening;
import kz.centerpro.notification.stream.Pulse;
import kz.centerpro.notification.stream.TypeFilter;
import kz.centerpro.notification.stream.Vitals;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The caller's box over RSocket. The first payload of {@code events.tail} is {@code {"hello":{…}}}, each further one an
 * event; data is JSON in UTF-8, without metadata.
 */
public final class TailDoor {

    private static final String TAIL_SHAPE = "The data of events.tail is a JSON object: {\"after\":cursor,\"types\":[…],\"boxes\":[…],\"heartbeat\":true}, all optional.";
    private static final String ACK_SHAPE = "The data of events.ack is a JSON object: {\"consumer\":name,\"cursor\":cursor,\"reset\":true?}.";
    /** At most 15 s, a tick included. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(12);
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final int RETRY_SECONDS = 5;

    private final Feed feed;
    private final ConsumerDesk consumers;
    private final Clock clock;
    private final WireJson json;
    private final StreamMeters meters;
    private final TailLoop.House house;
    private final BeatLoop.Rhythm rhythm = BeatLoop.Rhythm.of(new Ticker(TICK), HEARTBEAT);

    public TailDoor(Feed feed, ConsumerDesk consumers, Clock clock, WireJson json, StreamMeters meters) {
        this.feed = feed;
        this.consumers = consumers;
        this.clock = clock;
        this.json = json;
        this.meters = meters;
        this.house = new TailLoop.House(feed, json, meters, TailDoor::closing);
    }

    /** {@code events.tail}. */
    public RSocketRoute tail() {
        return RSocketRoute.stream(RSocketRoutes.EVENTS_TAIL, this::tail);
    }

    /** {@code events.ack}. */
    public RSocketRoute ack() {
        return RSocketRoute.response(RSocketRoutes.EVENTS_ACK, this::acknowledged);
    }

    private Mono<byte[]> acknowledged(Call call) {
        Visit visit = Visit.of(call.caller(), clock);
        AckRequest ask = call.read(AckRequest.class, ACK_SHAPE);
        return consumers.acknowledge(visit.box(), ask.consumer(), ask.cursor(), ask.resets())
                .map(done -> json.value(done.consumer()));
    }

    private Flux<byte[]> tail(Call call) {
        TailRequest ask = ask(call);
        Visit visit = Visit.of(call.stay()).reading(BoxList.ofNumbers(ask.boxesOrOwn(), call.caller().box()));
        feed.requireRoom(visit.box());
        Mono<Opening> opening = consumers.position(visit, ask.consumer(), ask.after())
                .flatMap(after -> feed.open(visit.boxes(), after));
        Set<String> types = TypeFilter.of(ask.typesOrAll());
        EventAge age = meters.opened(StreamMeters.Door.RSOCKET);
        Vitals vitals = ask.wantsHeartbeat() ? new Vitals(age) : null;
        Flux<byte[]> tail = TailLoop.of(opening, house,
                new TailLoop.Ask(visit.box(), types, age, vitals == null ? Pulse.NONE : vitals));
        Flux<byte[]> beaten = vitals == null
                ? tail
                : BeatLoop.among(tail, rhythm, () -> json.wrappedHeartbeat(vitals.beat()));
        return visit.isOfOwn() ? beaten : visit.within(beaten); // the house looks after the rest of the stay
    }

    /** The feed ends by itself only when this node closes; each client is told another time to come back. */
    private static Refusal closing() {
        return Refusal.of(ProblemType.OVERLOADED, "This node is closing: reconnect, and go on from your cursor.")
                .retryAfter(Duration.ofSeconds(ThreadLocalRandom.current().nextLong(1, RETRY_SECONDS + 1)));
    }

    private static TailRequest ask(Call call) {
        if (call.size() == 0) {
            return TailRequest.EVERYTHING;
        }
        TailRequest ask = call.read(TailRequest.class, TAIL_SHAPE);
        try {
            TypeFilter.of(ask.typesOrAll());
            List<Long> _ = List.copyOf(ask.boxesOrOwn());
            return ask;
        } catch (NullPointerException broken) { // null among the types or boxes
            throw Refusal.of(ProblemType.MALFORMED_REQUEST, TAIL_SHAPE);
        }
    }
}
