package kz.centerpro.sandbox.trustcentre;

import java.net.URI;

/** Where the simulator answers; the same addresses stand in its certificates. */
public record TrustCentreUrls(int port) {

    public URI base() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** OCSP of one hierarchy. */
    public URI ocsp(KeyKind kind) {
        return base().resolve("/ocsp/" + kind.slug());
    }

    /** OCSP that finds the hierarchy by the issuer in the question. */
    public URI ocsp() {
        return base().resolve("/ocsp");
    }

    /** Time-stamps: GOST or RSA; the foreign hierarchy has no time-stamping authority and uses that of RSA. */
    public URI tsa(KeyKind kind) {
        return base().resolve("/tsa/" + (kind == KeyKind.GOST ? "gost" : "rsa"));
    }

    /** Revocations by the intermediate. */
    public URI crl(KeyKind kind) {
        return base().resolve("/crl/" + kind.slug() + ".crl");
    }

    /** Revocations by the root. */
    public URI rootCrl(KeyKind kind) {
        return base().resolve("/crl/" + kind.slug() + "-root.crl");
    }

    public URI intermediateCertificate(KeyKind kind) {
        return base().resolve("/ca/" + kind.slug() + ".cer");
    }

    public URI rootCertificate(KeyKind kind) {
        return base().resolve("/ca/" + kind.slug() + "-root.cer");
    }
}
