package kz.centerpro.hub.authority;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code hub.es_application}. */
@SuppressWarnings("ArrayRecordComponent") // the hash is compared in constant time, never with equals
record Application(UUID id, Instant createdAt, byte[] secretHash, Applicant applicant, byte[] request,
        String publicKeySha256, String status, @Nullable Instant decidedAt, @Nullable String reason) {

    static final String PENDING = "PENDING";
    static final String ISSUED = "ISSUED";
    static final String REJECTED = "REJECTED";
}
