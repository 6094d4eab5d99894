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

    /**
     * Request-response, or fire-and-forget: a new bearer token of the same participant in
     * {@code message/x.rsocket.authentication.v0}, no data. The connection and its open streams live on until that
     * token ends. The answer is {@code {"expiresAt":time}}.
     */
    public static final String AUTH_REFRESH = "auth.refresh";

    /**
     * Request-response: a {@link kz.centerpro.contracts.document.BatchLine}, at most 512 KiB of JSON. The answer is a
     * {@link kz.centerpro.contracts.document.BatchAnswer} with {@code status} and {@code answer} alone; a refusal is an
     * error.
     */
    public static final String DOCUMENTS_SUBMIT = "documents.submit";

    /**
     * Request-channel: each payload one {@link kz.centerpro.contracts.document.BatchLine}; the first one brings the
     * route and may be without data. Answers are {@link kz.centerpro.contracts.document.BatchAnswer}s in the order of
     * completion, and after the client's completion a summary. Payloads beyond those requested end the channel.
     */
    public static final String DOCUMENTS_BATCH = "documents.batch";

    private RSocketRoutes() {}
}
