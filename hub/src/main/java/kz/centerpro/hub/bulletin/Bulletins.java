package kz.centerpro.hub.bulletin;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import kz.centerpro.contracts.event.EventTypes;
import kz.centerpro.contracts.party.BulletinRequest;
import kz.centerpro.contracts.party.BulletinView;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.eventlog.Bell;
import kz.centerpro.eventlog.BoxTop;
import kz.centerpro.eventlog.EventAppender;
import kz.centerpro.eventlog.NewEvent;
import kz.centerpro.hub.kernel.Ids;
import kz.centerpro.hub.kernel.Tx;
import kz.centerpro.hub.kernel.Works;
import kz.centerpro.hub.participant.Participants;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * The room's facade: publishes, and carries the news into every active participant's box, a batch to a transaction that
 * also keeps the progress. The event has the title alone, so that news costs each box a row of a few hundred octets.
 */
public final class Bulletins {

    private static final int BATCH = 500;
    private static final int LISTED_MAX = 50;

    private final BulletinStore store;
    private final Participants participants;
    private final Tools tools;

    /** What the room's configuration hands over. */
    record Tools(Tx tx, EventAppender events, Bell bell, Ids ids, Clock clock, JsonMapper json) {

        Instant now() {
            return clock.instant().truncatedTo(ChronoUnit.MILLIS);
        }
    }

    Bulletins(BulletinStore store, Participants participants, Tools tools) {
        this.store = store;
        this.participants = participants;
        this.tools = tools;
    }

    Mono<BulletinView> publish(BulletinRequest typed, UUID by) {
        return Mono.defer(() -> {
            UUID id = tools.ids().next();
            Instant now = tools.now();
            return store.insert(id, BulletinPolicy.checked(typed, now), by, now).then(Mono.defer(() -> store.find(id)));
        });
    }

    /** Withdrawn twice is withdrawn. What a box has heard it has heard. */
    Mono<BulletinView> withdraw(UUID id) {
        return store.withdraw(id, tools.now()).then(Mono.defer(() -> store.find(id))).switchIfEmpty(
                Mono.error(() -> Refusal.of(ProblemType.NOT_FOUND, "There is no such announcement.")));
    }

    Flux<BulletinView> list(boolean all) {
        return store.list(all, tools.now(), LISTED_MAX);
    }

    /** Tells this node's intake of the windows that close it. */
    Mono<Void> close(Works works) {
        return store.closing(tools.now()).collectList().doOnNext(works::announced).then();
    }

    /** Carries everything that is under way to its end. */
    Mono<Void> drain() {
        return step().expand(_ -> step()).then();
    }

    private Mono<List<BoxTop>> step() {
        return tools.tx().in(store.lockNext().flatMap(this::carried)).doOnNext(tops -> tools.bell().ring(tops));
    }

    private Mono<List<BoxTop>> carried(BulletinStore.Underway underway) {
        UUID id = UUID.fromString(underway.news().id());
        return participants.activeBoxes(underway.boxUpto(), BATCH).collectList()
                .flatMap(boxes -> boxes.isEmpty()
                        ? store.close(id, tools.now()).thenReturn(List.of())
                        : store.advance(id, boxes.getLast())
                                .then(Mono.defer(() -> tools.events().append(tools.now(),
                                        events(boxes, underway.news())))));
    }

    private List<NewEvent> events(List<Long> boxes, BulletinView news) {
        Map<String, Object> told = new LinkedHashMap<>(Map.of("id", news.id(), "kind", news.kind(), "title",
                news.title(), "startsAt", news.startsAt(), "href", "/v1/announcements"));
        if (news.endsAt() != null) {
            told.put("endsAt", news.endsAt());
        }
        String data = tools.json().writeValueAsString(told);
        return boxes.stream().map(box -> new NewEvent(box, tools.ids().next(), EventTypes.ANNOUNCEMENT_PUBLISHED,
                news.id(), data)).toList();
    }
}
