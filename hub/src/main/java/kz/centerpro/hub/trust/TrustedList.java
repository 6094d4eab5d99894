package kz.centerpro.hub.trust;

import java.time.Instant;
import java.util.List;
import kz.centerpro.hub.certificate.ParsedCertificate;
import kz.centerpro.hub.certificate.Span;

/**
 * What counts of a trusted list (ETSI TS 119 612) whose signature holds.
 *
 * @param territory
 *            the country, two letters
 * @param until
 *            NextUpdate; after that moment the list says nothing
 * @param leftOut
 *            services that might have counted and do not, with the reason
 */
record TrustedList(String territory, long sequence, Instant issued, Instant until, List<Authority> authorities,
        List<String> leftOut) {

    /**
     * A certificate of a listed service.
     *
     * @param granted
     *            when it counted; the last span ends no later than the list
     */
    record Authority(ParsedCertificate certificate, List<Span> granted) {}

    boolean hasEndedAt(Instant now) {
        return !now.isBefore(until);
    }
}
