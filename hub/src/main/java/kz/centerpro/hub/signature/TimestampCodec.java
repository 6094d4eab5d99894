package kz.centerpro.hub.signature;

import org.jspecify.annotations.Nullable;

/** Writes time-stamp requests and checks what comes back (RFC 3161). */
@SuppressWarnings("DoNotCallSuggester") // bodies follow
public final class TimestampCodec {

    /** A granted response: the token as received and what it proves. */
    @SuppressWarnings("ArrayRecordComponent") // the token is stored as it is
    public record Granted(byte[] token, TimestampReport report) {}

    final VerificationPolicy policy;

    public TimestampCodec(VerificationPolicy policy) {
        this.policy = policy;
    }

    public byte[] request(byte[] imprint, DigestAlgorithm algorithm, byte @Nullable [] nonce) {
        throw new UnsupportedOperationException();
    }

    /** Reads a TimeStampResp; a refusal by the authority is {@link MalformedSignature} with its words. */
    public Granted read(byte[] response, byte[] imprint, DigestAlgorithm algorithm, byte @Nullable [] nonce,
            TrustSnapshot trust)
            throws MalformedSignature {
        throw new UnsupportedOperationException();
    }

    /** Checks a bare token over the bytes it is said to stamp. */
    public TimestampReport verify(byte[] token, byte[] stamped, TrustSnapshot trust) throws MalformedSignature {
        throw new UnsupportedOperationException();
    }
}
