package kz.centerpro.hub.certificate;

import java.math.BigInteger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a statement about revocation rests on, for keeping beside the verdict. A response is small and kept whole; of a
 * list its identity is enough to find it again.
 *
 * @param sha256
 *            hex, of the whole list or of the BasicOCSPResponse
 * @param der
 *            the BasicOCSPResponse, as CAdES revocation-values store it; null for lists
 * @param issuer
 *            of the list; empty for responses
 * @param number
 *            of a list that numbers itself
 * @param thisUpdate
 *            when it was true
 */
@SuppressWarnings("ArrayRecordComponent") // found by its digest, not compared
public record Evidence(Kind kind, String sha256, byte @Nullable [] der, String issuer, @Nullable BigInteger number,
        Instant thisUpdate) {

    /** A delta list counts together with the complete one before it. */
    public enum Kind {
        OCSP, CRL, DELTA_CRL
    }

    static Evidence of(OcspResponse response, OcspResponse.Single single) {
        return new Evidence(Kind.OCSP, response.sha256, response.basic(), "", null, single.thisUpdate());
    }

    static Evidence of(RevocationList list) {
        return new Evidence(list.isDelta() ? Kind.DELTA_CRL : Kind.CRL, list.sha256, null, list.issuer.toString(),
                list.number, list.thisUpdate);
    }
}
