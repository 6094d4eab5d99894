package kz.centerpro.hub.agreement;

import java.time.Clock;
import kz.centerpro.contracts.party.OfferView;
import reactor.core.publisher.Mono;

/** Offer and privacy policy in force, for whoever shows them; empty before the first were published. */
public final class LegalTexts {

    private final Publisher publisher;
    private final Clock clock;

    LegalTexts(Publisher publisher, Clock clock) {
        this.publisher = publisher;
        this.clock = clock;
    }

    public Mono<OfferView> offer() {
        return inForce(LegalText.Kind.OFFER);
    }

    public Mono<OfferView> policy() {
        return inForce(LegalText.Kind.POLICY);
    }

    private Mono<OfferView> inForce(LegalText.Kind kind) {
        return Mono.defer(() -> publisher.findInForce(kind, clock.instant())).map(text -> text.view(null));
    }
}
