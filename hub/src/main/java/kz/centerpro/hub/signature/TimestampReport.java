package kz.centerpro.hub.signature;

import java.time.Instant;
import java.util.List;
import kz.centerpro.hub.certificate.CertificateSummary;
import kz.centerpro.hub.certificate.Indication;
import org.jspecify.annotations.Nullable;

/** What a time-stamp token of RFC 3161 proves; only a PASSED one moves the best signature time. */
public record TimestampReport(Indication status, String reason, @Nullable Instant time, @Nullable String policy,
        @Nullable String serialNumber, @Nullable String digestAlgorithm, @Nullable String authority,
        List<CertificateSummary> chain) {}
