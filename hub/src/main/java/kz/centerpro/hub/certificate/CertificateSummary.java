package kz.centerpro.hub.certificate;

import java.time.Instant;

/** One certificate of a chain, for people to read. */
public record CertificateSummary(String subject, String issuer, String serialNumber, Instant notBefore,
        Instant notAfter,
        String sha256) {}
