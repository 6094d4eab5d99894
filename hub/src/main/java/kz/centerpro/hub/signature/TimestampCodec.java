package kz.centerpro.hub.signature;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import kz.centerpro.hub.certificate.Der;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.Indication;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.PathBuilder;
import kz.centerpro.hub.certificate.SignatureScheme;
import kz.centerpro.hub.certificate.TrustSnapshot;
import kz.centerpro.hub.certificate.VerificationPolicy;
import org.bouncycastle.asn1.ASN1Boolean;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.tsp.MessageImprint;
import org.bouncycastle.asn1.tsp.TimeStampReq;
import org.bouncycastle.asn1.tsp.TimeStampResp;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.jspecify.annotations.Nullable;

/** Writes time-stamp requests and checks what comes back (RFC 3161). */
public final class TimestampCodec {

    private static final int RESPONSE_BYTES_MAX = 256 * 1024;

    /** A granted response: the token as received and what it proves. */
    @SuppressWarnings("ArrayRecordComponent") // the token is stored as it is
    public record Granted(byte[] token, TimestampReport report) {}

    private final VerificationPolicy policy;

    public TimestampCodec(VerificationPolicy policy) {
        this.policy = policy;
    }

    public byte[] request(byte[] imprint, DigestAlgorithm algorithm, byte @Nullable [] nonce) {
        return request(imprint, algorithm, nonce, null);
    }

    /** The national authority chooses the key by the policy asked for: 1.2.398.3.3.2.6.4 is GOST of 2015, .6.2 RSA. */
    public byte[] request(byte[] imprint, DigestAlgorithm algorithm, byte @Nullable [] nonce,
            @Nullable String policyId) {
        AlgorithmIdentifier digest = new AlgorithmIdentifier(
                new ASN1ObjectIdentifier(SignatureScheme.identifier(algorithm)));
        return Der.encoded(new TimeStampReq(new MessageImprint(digest, imprint),
                policyId == null ? null : new ASN1ObjectIdentifier(policyId),
                nonce == null ? null : new ASN1Integer(new BigInteger(1, nonce)), ASN1Boolean.TRUE, null));
    }

    /** Reads a TimeStampResp; a refusal by the authority is {@link MalformedSignature} with its words. */
    public Granted read(byte[] response, byte[] imprint, DigestAlgorithm algorithm, byte @Nullable [] nonce,
            TrustSnapshot trust)
            throws MalformedSignature {
        if (response.length > RESPONSE_BYTES_MAX) {
            throw new MalformedSignature("time-stamp response of " + response.length + " bytes");
        }
        byte[] encoded = Der.contained("time-stamp response", () -> granted(response));
        TimestampVerifier.Token token = TimestampVerifier.Token.read(encoded);
        TimestampReport report = Der.contained("time-stamp token", () -> verifier(trust).judge(token,
                digest -> digest == algorithm ? imprint : new byte[0], List.of())).report();
        ASN1Integer echoed = token.info().getNonce();
        if (nonce != null && (echoed == null || !echoed.getValue().equals(new BigInteger(1, nonce)))) {
            report = new TimestampReport(Indication.FAILED, "the token is not the answer to this request (nonce)",
                    report.time(),
                    report.policy(), report.serialNumber(), report.digestAlgorithm(), report.authority(),
                    report.chain());
        }
        return new Granted(encoded, report);
    }

    private static byte[] granted(byte[] response) throws MalformedSignature {
        TimeStampResp parsed = TimeStampResp.getInstance(Der.parse(response));
        int status = parsed.getStatus().getStatus().intValue();
        if (status > 1 || parsed.getTimeStampToken() == null) {
            String words = parsed.getStatus().getStatusString() == null
                    ? ""
                    : parsed.getStatus().getStatusString().getStringAtUTF8(0).getString();
            throw new MalformedSignature("the authority refused to stamp: status " + status + " " + words);
        }
        return asReceived(response, parsed);
    }

    /** Evidence is kept byte for byte; only a response of indefinite length has to be written anew. */
    private static byte[] asReceived(byte[] response, TimeStampResp parsed) {
        try {
            Der.Element outer = Der.element(response, 0, response.length);
            Der.Element status = Der.element(response, outer.valueStart(), outer.end());
            return Der.element(response, status.end(), outer.end()).slice(response);
        } catch (MalformedSignature indefinite) {
            return Der.encoded(parsed.getTimeStampToken());
        }
    }

    /** Checks a bare token over the bytes it is said to stamp. */
    public TimestampReport verify(byte[] token, byte[] stamped, TrustSnapshot trust) throws MalformedSignature {
        TimestampVerifier.Token read = TimestampVerifier.Token.read(token);
        Function<DigestAlgorithm, byte[]> digests = digest -> digest.digest(stamped);
        return Der.contained("time-stamp token", () -> verifier(trust).judge(read, digests, List.of())).report();
    }

    /** For content that was hashed elsewhere. */
    public TimestampReport verify(byte[] token, ContentDigests stamped, TrustSnapshot trust) throws MalformedSignature {
        TimestampVerifier.Token read = TimestampVerifier.Token.read(token);
        Function<DigestAlgorithm, byte[]> digests = digest -> {
            byte[] value = stamped.valueOf(digest);
            return value == null ? new byte[0] : Arrays.copyOf(value, value.length);
        };
        return Der.contained("time-stamp token", () -> verifier(trust).judge(read, digests, List.of())).report();
    }

    private TimestampVerifier verifier(TrustSnapshot trust) {
        return new TimestampVerifier(trust, policy, new PathBuilder.Budget(), Instant.MAX);
    }
}
