package kz.centerpro.hub.counterparty;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kz.centerpro.contracts.event.EventTypes;
import kz.centerpro.contracts.notice.Email;
import kz.centerpro.contracts.party.InvitationView;
import kz.centerpro.contracts.party.WireTime;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.eventlog.BoxTop;
import kz.centerpro.hub.counterparty.InvitationStore.Invitation;
import kz.centerpro.hub.kernel.Ids;
import kz.centerpro.hub.participant.Participants;
import kz.centerpro.hub.participant.TaxNumber;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Links that a participant hands to its counterparties by its own means, or has the hub send to an address that it
 * knows: once for each invitation, few to one address a day, none to one that said no (clause 4.3.5). A link says who
 * invites and nothing else.
 */
final class Invitations {

    private static final Pattern CODE = Pattern.compile("([0-9a-z]{1,12})-([0-9a-f]{16})([0-9a-f]{16})");
    private static final int LETTERS = 36;
    private static final int HEX = 16;

    private final InvitationStore store;
    private final CounterpartyStore list;
    private final Participants participants;
    private final ListEvents events;
    private final CounterpartyProperties settings;
    private final Ids ids;

    Invitations(InvitationStore store, CounterpartyStore list, Participants participants, ListEvents events,
            CounterpartyProperties settings, Ids ids) {
        this.store = store;
        this.list = list;
        this.participants = participants;
        this.events = events;
        this.settings = settings;
        this.ids = ids;
    }

    /** An invitation, and whether it is new. */
    record Invited(InvitationView invitation, boolean fresh, List<BoxTop> tops) {}

    /** Where the hub sends the link, and in which language. */
    record Letter(Email to, String language) {

        /** When nobody says another. */
        static final String LANGUAGE = "ru";
    }

    /**
     * The same one again within a day; then a new one, as far as there are any left. Nothing is made when its letter
     * may not be sent.
     */
    Mono<Invited> invite(long box, TaxNumber key, UUID by, @Nullable Letter letter) {
        Instant now = events.now();
        return events.inTransaction(list.lock(box).then(list.find(box, List.of(key)).next())
                .switchIfEmpty(Mono.error(Counterparties::unknown)).flatMap(entry -> {
                    if (entry.connectedAt() != null) {
                        return Mono.error(Refusal.of(ProblemType.ILLEGAL_TRANSITION, "This counterparty has joined."));
                    }
                    return store.newest(box, key)
                            .filter(last -> last.createdAt().plus(settings.invitationRest()).isAfter(now)
                                    && last.expiresAt().isAfter(now))
                            .flatMap(last -> asked(last, letter, now)
                                    .thenReturn(new Invited(view(last), false, List.of())))
                            .switchIfEmpty(Mono.defer(() -> made(box, entry, by, letter, now)));
                })).doOnNext(invited -> events.ring(invited.tops));
    }

    private Mono<Invited> made(long box, Entry entry, UUID by, @Nullable Letter letter, Instant now) {
        Invitation made = new Invitation(box, ids.next(), entry.key(), now, now.plus(settings.invitationTerm()), null);
        Entry invited = new Entry(entry.key(), entry.alias(), entry.groups(), entry.name(), entry.blockedAt(),
                entry.createdAt(), now, null);
        return store.made(box, settings.invitationsPerDay()).map(first -> first.plus(Limits.WINDOW))
                .filter(again -> again.isAfter(now))
                .flatMap(again -> Mono.<Invited>error(new Limits(settings).invited(now, again)))
                .switchIfEmpty(Mono.defer(() -> store.insert(made, by).then(list.save(box, List.of(invited)))
                        .then(Mono.defer(() -> asked(made, letter, now)))
                        .then(events.append(now, box, EventTypes.COUNTERPARTY_INVITED, invited,
                                Map.of("expiresAt", WireTime.format(made.expiresAt()))))
                        .map(tops -> new Invited(view(made), true, tops))));
    }

    private Mono<Void> asked(Invitation made, @Nullable Letter letter, Instant now) {
        return letter == null
                ? Mono.empty()
                : participants.findByBox(made.box())
                        .flatMap(by -> store.askLetter(made, view(made).code(), letter, by.name(), ids.next(),
                                settings.lettersPerAddress(), now))
                        .flatMap(outcome -> switch (outcome) {
                            case "STOPPED" -> Mono.error(Refusal.field("email", "This address takes no invitations."));
                            case "OTHER" -> Mono.error(Refusal.of(ProblemType.ILLEGAL_TRANSITION,
                                    "This invitation went to another address: there can be a new one a day after it."));
                            case "ENOUGH" -> Mono.error(new Limits(settings).lettered());
                            default -> Mono.empty();
                        });
    }

    /** Who invites, for anybody with the link; what is over is as if it had never been. */
    Mono<InvitationView.Open> open(String code) {
        Matcher parts = CODE.matcher(code);
        if (!parts.matches()) {
            return Mono.error(unknown());
        }
        long box = Long.parseLong(parts.group(1), LETTERS);
        UUID id = new UUID(Long.parseUnsignedLong(parts.group(2), HEX), Long.parseUnsignedLong(parts.group(3), HEX));
        return store.find(box, id).filter(found -> found.expiresAt().isAfter(events.now()))
                .flatMap(found -> store.seen(box, id, events.now()).then(participants.findByBox(box))
                        .map(by -> new InvitationView.Open(by.country(), by.taxId(), by.name(),
                                WireTime.format(found.expiresAt()))))
                .switchIfEmpty(Mono.error(Invitations::unknown));
    }

    /** The newest of each of these. */
    Mono<Map<TaxNumber, InvitationView>> of(long box, Collection<Entry> entries) {
        List<TaxNumber> keys = entries.stream().filter(entry -> entry.invitedAt() != null)
                .filter(entry -> entry.connectedAt() == null).map(Entry::key).toList();
        return keys.isEmpty()
                ? Mono.just(Map.of())
                : store.newest(box, keys.stream().map(TaxNumber::country).toArray(String[]::new),
                        keys.stream().map(TaxNumber::taxId).toArray(String[]::new))
                        .collectMap(Invitation::invited, Invitations::view);
    }

    Mono<Long> left(long box) {
        return store.madeSince(box, events.now().minus(Limits.WINDOW))
                .map(made -> Math.max(0, settings.invitationsPerDay() - made));
    }

    private static InvitationView view(Invitation made) {
        String code = Long.toString(made.box(), LETTERS) + "-"
                + Objects.requireNonNull(made.id().toString()).replace("-", "");
        return new InvitationView(code, "/join?invitation=" + code, WireTime.format(made.createdAt()),
                WireTime.format(made.expiresAt()), made.seenAt() == null ? null : WireTime.format(made.seenAt()));
    }

    private static Refusal unknown() {
        return Refusal.of(ProblemType.NOT_FOUND, "This invitation is none or is over.");
    }
}
