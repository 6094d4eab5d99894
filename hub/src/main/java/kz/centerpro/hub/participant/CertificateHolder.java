package kz.centerpro.hub.participant;

import java.time.Instant;
import kz.centerpro.contracts.party.SignatureRegime;
import kz.centerpro.contracts.party.SignerRole;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.hub.certificate.SignerIdentity;
import kz.centerpro.hub.signature.SignatureReport;
import org.jspecify.annotations.Nullable;

/**
 * Whom a proved certificate names, and under which regime. Under an anchor of regime ES the numbers are dropped: a
 * foreign authority may write any IIN or BIN into its certificates (clauses 1.6, 1.7).
 *
 * @param certificateUntil
 *            end of the certificate's validity
 */
@SuppressWarnings("ArrayRecordComponent") // kept as it is for evidence; holders are not compared
public record CertificateHolder(SignatureRegime regime, @Nullable String iin, @Nullable String bin, String name,
        @Nullable String organization, SignerRole role, String certificateSha256, String publicKeySha256,
        Instant certificateUntil, byte[] certificate) {

    public CertificateHolder {
        if (regime == SignatureRegime.ES) {
            iin = null;
            bin = null;
        }
    }

    /** The holder of one passed signature; refuses a report that proves no chain. */
    public static CertificateHolder of(SignatureReport report) {
        SignatureRegime regime = report.regime();
        if (regime == null || report.chain().isEmpty()) {
            throw Refusal.of(ProblemType.CERTIFICATE_NOT_TRUSTED, "The certificate has no proved path to an anchor.");
        }
        SignerIdentity signer = report.signer();
        return new CertificateHolder(regime, signer.iin(), signer.bin(), signer.name(), signer.organization(),
                signer.role(), signer.certificateSha256(), signer.publicKeySha256(),
                report.chain().getFirst().notAfter(), signer.certificateDer());
    }
}
