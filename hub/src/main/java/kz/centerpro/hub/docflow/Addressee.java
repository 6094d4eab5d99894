package kz.centerpro.hub.docflow;

import java.util.UUID;
import kz.centerpro.contracts.document.DocumentView;
import kz.centerpro.hub.participant.Address;
import kz.centerpro.hub.participant.Participant;
import kz.centerpro.hub.participant.TaxNumber;
import org.jspecify.annotations.Nullable;

/**
 * Somebody a document is sent to.
 *
 * @param id
 *            of the participant; of one who has not joined, the id that it will have
 * @param box
 *            its mailbox; 0 while nobody has reserved one
 * @param party
 *            as parties see it; who has not joined is known by its number alone
 * @param absent
 *            has not joined, so that the document waits for it
 * @param closed
 *            takes nothing any more, so that the leg is undeliverable at once
 * @param email
 *            where its invitation goes; null when the sender gave none, or it has joined
 */
record Addressee(UUID id, long box, DocumentView.Party party, boolean absent, boolean closed,
        @Nullable String email) {

    static Addressee of(Participant participant) {
        return new Addressee(participant.id(), participant.boxId(), DocumentJson.party(participant), false,
                participant.hasLeft(), null);
    }

    static Addressee absent(TaxNumber number, Address address) {
        return new Addressee(address.participant(), address.box(),
                new DocumentView.Party(number.country(), number.taxId(), number.taxId()), true, false, null);
    }

    /** As the sender named it. */
    Addressee reachedAt(@Nullable String typed) {
        return typed == null || !absent ? this : new Addressee(id, box, party, true, false, typed.strip());
    }

    Addressee in(Address address) {
        return new Addressee(address.participant(), address.box(), party, absent, closed, email);
    }

    /** The same, to whom nothing can be brought. */
    Addressee shut() {
        return closed ? this : new Addressee(id, box, party, absent, true, email);
    }

    TaxNumber number() {
        return new TaxNumber(party.country(), party.taxId());
    }
}
