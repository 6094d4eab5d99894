package kz.centerpro.hub.certificate;

import kz.centerpro.contracts.party.SignerRole;
import org.jspecify.annotations.Nullable;

/**
 * Who signed, as the certificate says.
 *
 * @param signingRight
 *            true for the first head and for staff with the right to sign; shown, never a reason to refuse (clause
 *            7.1.4)
 * @param keyStorage
 *            object identifier of the kind of key storage (extension 1.2.398.3.3.5)
 */
@SuppressWarnings("ArrayRecordComponent") // the certificate goes into evidence as it is; identities are not compared
public record SignerIdentity(@Nullable String iin, @Nullable String bin, String name, @Nullable String organization,
        SignerRole role, boolean signingRight, @Nullable String keyStorage, @Nullable String country,
        String certificateSha256,
        String publicKeySha256, String serialNumber, byte[] certificateDer) {

    private static final SignerIdentity UNKNOWN = new SignerIdentity(null, null, "", null, SignerRole.NONE, false, null,
            null, "", "", "", new byte[0]);

    /**
     * What is left of it under an anchor of regime ES: a foreign authority may write any IIN, BIN or Kazakh role into
     * its certificates, and none of them proves anything (clauses 1.7, 4.3.3).
     */
    public SignerIdentity ofForeignAuthority() {
        return new SignerIdentity(null, null, name, organization, SignerRole.NONE, false, keyStorage, country,
                certificateSha256, publicKeySha256, serialNumber, certificateDer);
    }

    /** The container does not hold the signer's certificate; never part of a passed verdict. */
    public static SignerIdentity unknown() {
        return UNKNOWN;
    }
}
