package kz.centerpro.hub.access;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import kz.centerpro.contracts.party.SignatureRegime;
import kz.centerpro.contracts.party.SignerRole;
import kz.centerpro.hub.certificate.CertificateSummary;
import kz.centerpro.hub.certificate.CheckResult;
import kz.centerpro.hub.certificate.EvidenceNeed;
import kz.centerpro.hub.certificate.Indication;
import kz.centerpro.hub.certificate.SignerIdentity;
import kz.centerpro.hub.signature.SignatureReport;
import kz.centerpro.hub.signature.Verdict;
import org.jspecify.annotations.Nullable;

/** A test person whose "signature" is the key's name and the hash of what was signed. */
public record Person(String key, @Nullable String iin, @Nullable String bin, String name,
        @Nullable String organization, SignerRole role, SignatureRegime regime) {

    static final Instant CERTIFICATE_UNTIL = Instant.parse("2027-06-01T00:00:00Z");

    public static Person individual(String key, String iin) {
        return new Person(key, iin, null, "ТЕСТОВ " + key, null, SignerRole.INDIVIDUAL, SignatureRegime.EDS);
    }

    public static Person staffOf(String key, String iin, String bin, SignerRole role) {
        return new Person(key, iin, bin, "ТЕСТОВ " + key, "ТОО Ромашка", role, SignatureRegime.EDS);
    }

    public static Person foreign(String key) {
        return new Person(key, null, null, "Hans " + key, null, SignerRole.NONE, SignatureRegime.ES);
    }

    public String sign(String text) {
        return Base64.getMimeEncoder().encodeToString(
                (key + ":" + sha256(text)).getBytes(StandardCharsets.UTF_8));
    }

    String certificateSha256() {
        return sha256("certificate of " + key);
    }

    SignatureReport report(Indication status, String subIndication) {
        byte[] certificate = ("certificate of " + key).getBytes(StandardCharsets.UTF_8);
        SignerIdentity signer = new SignerIdentity(iin, bin, name, organization, role,
                role == SignerRole.FIRST_HEAD || role == SignerRole.SIGN_RIGHT, null, "KZ", certificateSha256(),
                sha256("key of " + key), "1", certificate);
        CheckResult result = new CheckResult(status, subIndication, "");
        CertificateSummary leaf = new CertificateSummary("CN=" + name, "CN=CA", "1", Instant.EPOCH,
                CERTIFICATE_UNTIL, certificateSha256());
        return new SignatureReport(status, subIndication, result, result, "fake", signer, null, Instant.EPOCH, null,
                List.of(leaf), null, regime, null, List.of(), List.of(), List.of(),
                List.of());
    }

    Verdict verdict(Indication status, String subIndication) {
        List<EvidenceNeed> missing = status == Indication.INDETERMINATE
                ? List.of(new EvidenceNeed(EvidenceNeed.Kind.OCSP, "00", new byte[0], new byte[0], List.of(),
                        List.of(), List.of()))
                : List.of();
        return new Verdict(status, "CMS", List.of(report(status, subIndication)), missing, "test");
    }

    static String sha256(String text) {
        return HexFormat.of().formatHex(Hashes.sha256(text));
    }
}
