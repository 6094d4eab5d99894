package kz.centerpro.hub.counterparty;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kz.centerpro.contracts.event.EventTypes;
import kz.centerpro.eventlog.Bell;
import kz.centerpro.eventlog.BoxTop;
import kz.centerpro.eventlog.EventAppender;
import kz.centerpro.eventlog.NewEvent;
import kz.centerpro.hub.kernel.Ids;
import kz.centerpro.hub.kernel.Tx;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Tells the owner's box what becomes of its list: in the transaction of the change, as its last statement. */
final class ListEvents {

    private final Tx tx;
    private final EventAppender events;
    private final Bell bell;
    private final Ids ids;
    private final Clock clock;
    private final JsonMapper json;

    ListEvents(Tx tx, EventAppender events, Bell bell, Ids ids, Clock clock, JsonMapper json) {
        this.tx = tx;
        this.events = events;
        this.bell = bell;
        this.ids = ids;
        this.clock = clock;
        this.json = json;
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    <T> Mono<T> inTransaction(Mono<T> work) {
        return tx.in(work);
    }

    Mono<List<BoxTop>> append(Instant at, long box, String type, Entry entry, Map<String, String> more) {
        return events.append(at, List.of(event(box, type, entry, more)));
    }

    /** All who have joined, in the order given. */
    Mono<List<BoxTop>> connected(Instant at, List<CounterpartyStore.Joined> joined) {
        return events.append(at, joined.stream()
                .map(each -> event(each.box(), EventTypes.COUNTERPARTY_CONNECTED, each.entry(), Map.of())).toList());
    }

    void ring(List<BoxTop> tops) {
        bell.ring(tops);
    }

    private NewEvent event(long box, String type, Entry entry, Map<String, String> more) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("country", entry.key().country());
        data.put("taxId", entry.key().taxId());
        data.put("state", entry.state());
        data.put("blocked", entry.isBlocked());
        if (entry.name() != null) {
            data.put("name", entry.name());
        }
        data.putAll(more);
        return new NewEvent(box, ids.next(), type, entry.key().toString(), json.writeValueAsString(data));
    }
}
