package kz.centerpro.contracts.wire;

/** RSocket routes (composite metadata, {@code message/x.rsocket.routing.v0}); data is JSON in UTF-8. */
public final class RSocketRoutes {

    /**
     * Request-stream: {@code {"after":cursor?,"types":[…]?}}, where {@code after} may be {@code "top"}. The first
     * payload is {@code {"hello":{…}}}, then one event a payload, as many as were asked for by {@code request(n)}; the
     * hello counts.
     */
    public static final String EVENTS_TAIL = "events.tail";

    private RSocketRoutes() {}
}
