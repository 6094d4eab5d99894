package kz.centerpro.hub.agreement;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.UUID;
import kz.centerpro.contracts.party.OfferPublication;
import kz.centerpro.contracts.party.WireTime;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.hub.agreement.LegalText.Kind;
import kz.centerpro.hub.kernel.Tx;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Publishes versions and answers which one is in force (clauses 1.2, 2.5, 5.3.5). */
final class Publisher {

    private final LegalTextStore texts;
    private final AnnouncementStore announcements;
    private final Tx tx;
    private final Clock clock;
    private final OfferPublication firstOffer = bundled("offer-1");
    private final OfferPublication firstPolicy = bundled("privacy-1");

    Publisher(LegalTextStore texts, AnnouncementStore announcements, Tx tx, Clock clock) {
        this.texts = texts;
        this.announcements = announcements;
        this.tx = tx;
        this.clock = clock;
    }

    Mono<LegalText> find(Kind kind, int no) {
        return texts.find(kind, no);
    }

    Mono<LegalText> findInForce(Kind kind, Instant at) {
        return texts.findInForce(kind, at);
    }

    /** Offer and policy in force at that time; empty before the first were published. */
    Mono<Terms> termsAt(Instant at) {
        return texts.findInForce(Kind.OFFER, at)
                .flatMap(offer -> texts.findInForce(Kind.POLICY, at).map(policy -> new Terms(offer, policy)));
    }

    Mono<Terms> currentTerms() {
        return Mono.defer(() -> termsAt(now()));
    }

    /** A new version, in force from now or from a later time; offers are announced to every active participant. */
    Mono<LegalText> publish(Kind kind, OfferPublication asked, @Nullable UUID by) {
        Instant now = now();
        String ru = required("textRu", asked.textRu());
        String kk = required("textKk", asked.textKk());
        Instant effective = asked.effectiveFrom() == null ? now : effective(asked.effectiveFrom(), now);
        return tx.in(texts.lockNewest(kind).flatMap(newest -> recorded(
                new LegalText(kind, newest + 1, ru, kk, LegalText.hex(ru), LegalText.hex(kk), now, effective), by)));
    }

    /** Publishes the bundled version 1 of what has no version yet. */
    Mono<Void> seed() {
        return seed(Kind.POLICY, firstPolicy).then(Mono.defer(() -> seed(Kind.OFFER, firstOffer)));
    }

    private Mono<Void> seed(Kind kind, OfferPublication bundled) {
        return tx.in(texts.lockNewest(kind).filter(newest -> newest == 0)
                .flatMap(none -> publish(kind, bundled, null))).then();
    }

    private Mono<LegalText> recorded(LegalText text, @Nullable UUID by) {
        Mono<Void> announced = text.kind() == Kind.OFFER && text.no() > 1
                ? Mono.defer(() -> announcements.open(text.no()))
                : Mono.empty();
        return texts.insert(text, by).then(announced).thenReturn(text);
    }

    private static String required(String field, @Nullable String text) {
        if (text == null || text.isBlank()) {
            throw Refusal.field(field, "Both texts are needed; the Russian one prevails (clause 13.9).");
        }
        return text;
    }

    private static Instant effective(String typed, Instant now) {
        Instant from = WireTime.parse(typed)
                .orElseThrow(() -> Refusal.field("effectiveFrom", "Give an RFC 3339 time with its zone."));
        if (from.isBefore(now)) {
            throw Refusal.field("effectiveFrom", "A version cannot come into force before it is published.");
        }
        return from;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static OfferPublication bundled(String name) {
        return new OfferPublication(resource(name + "-kk.md"), resource(name + "-ru.md"), null);
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(Publisher.class.getResourceAsStream("/offers/" + name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
