package kz.centerpro.contracts.wire;

/** RSocket routes (composite metadata, {@code message/x.rsocket.routing.v0}); data is JSON in UTF-8. */
public final class RSocketRoutes {

    /**
     * Request-stream: {@code {"after":cursor?,"types":[…]?}}, where {@code after} may be {@code "top"}, or
     * {@code {"consumer":name,"types":[…]?}} to go on from a cursor kept by {@link #EVENTS_ACK}. The first payload is
     * {@code {"hello":{…}}}, then one event a payload, as many as were asked for by {@code request(n)}; the hello
     * counts.
     */
    public static final String EVENTS_TAIL = "events.tail";

    /**
     * Request-response: {@code {"consumer":name,"cursor":cursor,"reset":true?}} moves a named consumer on, or makes it;
     * back only with {@code reset}. The answer is a {@link kz.centerpro.contracts.event.ConsumerState}.
     */
    public static final String EVENTS_ACK = "events.ack";

    private RSocketRoutes() {}
}
