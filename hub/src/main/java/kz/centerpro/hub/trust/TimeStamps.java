package kz.centerpro.hub.trust;

import java.net.URI;
import java.time.Instant;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.Indication;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.VerificationPolicy;
import kz.centerpro.hub.kernel.Bulkhead;
import kz.centerpro.hub.kernel.Ids;
import kz.centerpro.hub.signature.TimestampCodec;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Asks a time-stamping authority (RFC 3161), each time with a nonce of its own, and looks at what comes back. */
public final class TimeStamps {

    private static final int NONCE_BYTES = 16;

    private final PkiClient client;
    private final TrustDesk trust;
    private final Bulkhead verify;
    private final Ids ids;
    private final TimestampCodec codec = new TimestampCodec(VerificationPolicy.documents());

    TimeStamps(PkiClient client, TrustDesk trust, Bulkhead verify, Ids ids) {
        this.client = client;
        this.trust = trust;
        this.verify = verify;
        this.ids = ids;
    }

    /**
     * @param token
     *            in DER, as it came
     */
    @SuppressWarnings("ArrayRecordComponent") // stored as it is
    public record Stamp(byte[] token, Instant time) {}

    /**
     * A token over the SHA-256 of {@code value}. An error when none can be had, or when what came is not over it or not
     * by an authority that may stamp; one whose certificate cannot be checked to the end is taken.
     */
    public Mono<Stamp> of(byte[] value, URI authority, @Nullable String policy) {
        byte[] nonce = ids.secret(NONCE_BYTES);
        return verify.run(() -> DigestAlgorithm.SHA_256.digest(value)).flatMap(imprint -> client
                .timestamp(authority, codec.request(imprint, DigestAlgorithm.SHA_256, nonce, policy))
                .flatMap(response -> verify.run(() -> read(response, imprint, nonce))));
    }

    private Stamp read(byte[] response, byte[] imprint, byte[] nonce) throws MalformedSignature {
        TimestampCodec.Granted granted = codec.read(response, imprint, DigestAlgorithm.SHA_256, nonce,
                trust.snapshot());
        Instant time = granted.report().time();
        if (granted.report().status() == Indication.FAILED || time == null) {
            throw new MalformedSignature("the time-stamp does not hold: " + granted.report().reason());
        }
        return new Stamp(granted.token(), time);
    }
}
