package kz.centerpro.hub.agreement;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import kz.centerpro.contracts.event.EventTypes;
import kz.centerpro.contracts.party.WireTime;
import kz.centerpro.eventlog.Bell;
import kz.centerpro.eventlog.BoxTop;
import kz.centerpro.eventlog.EventAppender;
import kz.centerpro.eventlog.NewEvent;
import kz.centerpro.hub.agreement.AnnouncementStore.Underway;
import kz.centerpro.hub.agreement.LegalText.Kind;
import kz.centerpro.hub.kernel.Ids;
import kz.centerpro.hub.kernel.Tx;
import kz.centerpro.hub.participant.Participants;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Carries the news of a new offer into every active participant's box (clause 5.4.3), a batch to a transaction that
 * also keeps the progress: after a crash it goes on where it stopped, and no box hears twice.
 */
final class Announcer {

    private final AnnouncementStore store;
    private final LegalTextStore texts;
    private final Participants participants;
    private final Tools tools;
    private final int batch;

    /** What the room's configuration hands over. */
    record Tools(Tx tx, EventAppender events, Bell bell, Ids ids, Clock clock, JsonMapper json) {

        Instant now() {
            return clock.instant().truncatedTo(ChronoUnit.MILLIS);
        }
    }

    Announcer(AnnouncementStore store, LegalTextStore texts, Participants participants, Tools tools, int batch) {
        this.store = store;
        this.texts = texts;
        this.participants = participants;
        this.tools = tools;
        this.batch = batch;
    }

    /** Carries everything that is under way to its end. */
    Mono<Void> drain() {
        return step().expand(_ -> step()).then();
    }

    /** One batch; empty when nothing is under way. */
    private Mono<List<BoxTop>> step() {
        return tools.tx().in(store.lockNext().flatMap(this::carried)).doOnNext(tops -> tools.bell().ring(tops));
    }

    private Mono<List<BoxTop>> carried(Underway news) {
        return participants.activeBoxes(news.boxUpto(), batch).collectList()
                .flatMap(boxes -> boxes.isEmpty()
                        ? store.close(news.offerNo(), tools.now()).thenReturn(List.of())
                        : store.advance(news.offerNo(), boxes.getLast())
                                .then(texts.find(Kind.OFFER, news.offerNo()))
                                .flatMap(offer -> tools.events().append(tools.now(), events(boxes, offer))));
    }

    private List<NewEvent> events(List<Long> boxes, LegalText offer) {
        String data = tools.json().writeValueAsString(Map.of("offerNo", offer.no(), "publishedAt",
                WireTime.format(offer.publishedAt()), "effectiveFrom", WireTime.format(offer.effectiveFrom()),
                "sha256Ru", offer.sha256Ru(), "href", "/v1/offers/" + offer.no(), "prevailingLanguage",
                LegalText.PREVAILING_LANGUAGE));
        return boxes.stream().map(box -> new NewEvent(box, tools.ids().next(), EventTypes.OFFER_PUBLISHED,
                Integer.toString(offer.no()), data)).toList();
    }
}
