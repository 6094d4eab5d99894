package kz.centerpro.contracts.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import kz.centerpro.contracts.party.SignatureRegime;
import kz.centerpro.contracts.party.SignerRole;
import kz.centerpro.contracts.party.SigningRight;
import org.jspecify.annotations.Nullable;

/**
 * The person behind a certificate, as the certificate says it (clauses 1.5, 7.1.4).
 *
 * @param certificateSha256
 *            lower-case hex
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SignatoryView(String id, String name, @Nullable String iin, @Nullable String bin,
        @Nullable String organization, SignerRole role, SigningRight signingRight, SignatureRegime regime,
        String certificateSha256) {}
