package kz.centerpro.hub.certificate;

import java.math.BigInteger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a verdict rests on, for keeping beside it. Responses and time-stamps are small and kept whole; of a list its
 * identity is enough to find it again.
 *
 * @param sha256
 *            hex, of the whole list, of the BasicOCSPResponse or of the token
 * @param der
 *            the BasicOCSPResponse, as CAdES revocation-values store it, or the token; null for lists
 * @param issuer
 *            of the list; empty for others
 * @param number
 *            of a list that numbers itself
 * @param thisUpdate
 *            when it was true; of a time-stamp, the time that it proves
 */
@SuppressWarnings("ArrayRecordComponent") // found by its digest, not compared
public record Evidence(Kind kind, String sha256, byte @Nullable [] der, String issuer, @Nullable BigInteger number,
        Instant thisUpdate) {

    /** A delta list counts together with the complete one before it. */
    public enum Kind {
        OCSP, CRL, DELTA_CRL, TIMESTAMP
    }

    static Evidence of(OcspResponse response, OcspResponse.Single single) {
        return new Evidence(Kind.OCSP, response.sha256, response.basic(), "", null, single.thisUpdate());
    }

    static Evidence of(RevocationList list) {
        return new Evidence(list.isDelta() ? Kind.DELTA_CRL : Kind.CRL, list.sha256, null, list.issuer.toString(),
                list.number, list.thisUpdate);
    }

    /** A time-stamp token that was found good. */
    public static Evidence timestamp(byte[] token, Instant time) {
        return new Evidence(Kind.TIMESTAMP, Der.sha256(token), token.clone(), "", null, time);
    }
}
