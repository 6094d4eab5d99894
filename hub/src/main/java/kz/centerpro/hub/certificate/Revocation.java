package kz.centerpro.hub.certificate;

import java.time.Instant;

/** Since when a certificate is revoked or suspended; the reason in the words of RFC 5280, 5.3.1. */
public record Revocation(Instant date, String reason) {}
