package kz.centerpro.hub.signature;

import kz.centerpro.contracts.party.SignatureRegime;

/** Anchors, intermediates and revocation evidence, parsed once and never changed. */
@SuppressWarnings("DoNotCallSuggester") // bodies follow
public final class TrustSnapshot {

    TrustSnapshot() {}

    public static Builder builder(long version) {
        return new Builder(version);
    }

    public long version() {
        throw new UnsupportedOperationException();
    }

    /** A copy that shares everything but also knows this OCSP response. */
    public TrustSnapshot withOcsp(byte[] ocspResponseDer) throws MalformedSignature {
        throw new UnsupportedOperationException();
    }

    /** A copy that shares everything but also knows this list. */
    public TrustSnapshot withCrl(byte[] crlDer) throws MalformedSignature {
        throw new UnsupportedOperationException();
    }

    /** Collects what is trusted; every certificate, response and list may be DER or PEM. */
    public static final class Builder {

        Builder(long version) {
            this.version = version;
        }

        final long version;

        /** A root or a listed intermediate at which paths may end. */
        public Builder anchor(byte[] certificate, SignatureRegime regime) throws MalformedSignature {
            throw new UnsupportedOperationException();
        }

        /** A certificate that helps to build paths and is not trusted by itself. */
        public Builder intermediate(byte[] certificate) throws MalformedSignature {
            throw new UnsupportedOperationException();
        }

        /** An anchor for time-stamping authorities; without any, all anchors serve. */
        public Builder tsaAnchor(byte[] certificate) throws MalformedSignature {
            throw new UnsupportedOperationException();
        }

        public Builder ocsp(byte[] ocspResponse) throws MalformedSignature {
            throw new UnsupportedOperationException();
        }

        public Builder crl(byte[] crl) throws MalformedSignature {
            throw new UnsupportedOperationException();
        }

        public TrustSnapshot build() {
            throw new UnsupportedOperationException();
        }
    }
}
