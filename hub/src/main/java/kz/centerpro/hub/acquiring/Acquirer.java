package kz.centerpro.hub.acquiring;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A company that takes money from cards for the operator. Every answer is bounded in time and size. */
interface Acquirer {

    /** In lower case; a part of an account's name in the books. */
    String name();

    /**
     * Makes an order known and gives the page to pay on; with the same number as often as it takes.
     *
     * @param secret
     *            comes back in the acquirer's messages
     */
    Mono<URI> open(String orderNo, long tiyn, String secret);

    /** How things stand; never a guess: what cannot be understood is an error. */
    Mono<Standing> standing(String orderNo);

    /**
     * What the acquirer says of an order.
     *
     * @param tiyn
     *            meant by it; 0 while nothing is
     * @param scheme
     *            VISA, MASTERCARD or what else it is; null while there is no card
     */
    record Standing(State state, long tiyn, @Nullable String scheme) {}

    /** States of an order, in the words of this service. */
    enum State {
        /** Nobody has paid yet, or it is under way. */
        OPEN,
        /** The money is blocked on the card; it has not come. */
        AUTHORISED,
        /** The money was taken. */
        CHARGED,
        /** It will not come. */
        FAILED
    }
}
