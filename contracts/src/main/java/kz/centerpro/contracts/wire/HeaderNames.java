package kz.centerpro.contracts.wire;

/** HTTP header names that the hub gives a meaning to, beyond the standard ones. */
public final class HeaderNames {

    /** A key of at most 200 printable ASCII characters under which a write may be repeated without being done twice. */
    public static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    /** Resume position of an SSE stream; wins over the {@code after} parameter. */
    public static final String LAST_EVENT_ID = "Last-Event-ID";
    /** Present with {@code true} on an answer that repeats what an earlier request did. */
    public static final String IDEMPOTENCY_REPLAYED = "Idempotency-Replayed";

    /** The secret of an application for a certificate, told once when it was made. */
    public static final String APPLICATION_SECRET = "Application-Secret";

    /** The secret of a signing request that was made without a session, told once when it was made. */
    public static final String SIGNING_SECRET = "Signing-Secret";

    private HeaderNames() {}
}
