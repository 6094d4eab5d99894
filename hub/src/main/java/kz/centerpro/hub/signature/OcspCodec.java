package kz.centerpro.hub.signature;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes OCSP requests and reads responses (RFC 6960); the network is somebody else's. */
@SuppressWarnings("DoNotCallSuggester") // bodies follow
public final class OcspCodec {

    /**
     * Whether an answer without the nonce that was asked for still counts; responders that sign in advance send none.
     */
    public enum NonceRule {
        REQUIRED, MAY_BE_ABSENT
    }

    final VerificationPolicy policy;
    final NonceRule nonceRule;

    public OcspCodec(VerificationPolicy policy, NonceRule nonceRule) {
        this.policy = policy;
        this.nonceRule = nonceRule;
    }

    public byte[] request(EvidenceNeed need, byte @Nullable [] nonce) throws MalformedSignature {
        throw new UnsupportedOperationException();
    }

    /** Never throws for bad bytes: they are UNUSABLE. */
    public OcspAnswer read(byte[] response, EvidenceNeed need, byte @Nullable [] nonce, Instant now,
            TrustSnapshot trust) {
        throw new UnsupportedOperationException();
    }
}
