package kz.centerpro.sandbox.trustcentre;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import kz.centerpro.contracts.party.SignerRole;
import kz.centerpro.contracts.party.TaxId;
import kz.centerpro.sandbox.FreePorts;
import kz.centerpro.sandbox.SandboxException;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustCentreTest {

    @Test
    void givesTheSamePeopleKeysAndRevocationsAfterRestart(@TempDir Path dir) throws Exception {
        X509CertificateHolder before;
        int port;
        try (var centre = TrustCentre.start(dir, FreePorts.any())) {
            before = centre.person("head-a").certificate();
            port = centre.urls().port();
            centre.hold(centre.person("head-b").serial());
            assertThatThrownBy(() -> TrustCentre.start(dir, 0)).isInstanceOf(SandboxException.class)
                    .hasMessageContaining("in use");
        }
        long start = System.nanoTime();
        try (var centre = TrustCentre.start(dir, 0)) {
            assertThat((System.nanoTime() - start) / 1_000_000).as("milliseconds to start").isLessThan(2_000);
            assertThat(centre.person("head-a").certificate()).isEqualTo(before);
            assertThat(centre.urls().port()).isEqualTo(port);
            assertThat(Files.readString(dir.resolve("revocations")))
                    .contains(centre.person("head-b").serial().toString(16) + " 6 ");
        }
    }

    @Test
    void givesPeopleWithValidTaxNumbersAndKazakhNames() {
        List<PersonProfile> people = DevelopmentPeople.profiles();
        assertThat(people).extracting(PersonProfile::id).doesNotHaveDuplicates().contains("individual", "head-a",
                "signer-a", "employee-a", "head-b", "employee-b", "entrepreneur", "self-employed", "non-resident",
                "non-resident-head", "operator");
        for (PersonProfile person : people) {
            if (person.kind() != KeyKind.EC) {
                assertThat(TaxId.isIin(String.valueOf(person.iin()))).as(person.id()).isTrue();
            }
            if (person.bin() != null) {
                assertThat(TaxId.isBin(person.bin())).as(person.id()).isTrue();
            }
        }
        assertThat(people).filteredOn(p -> p.iin() != null).extracting(PersonProfile::iin).doesNotHaveDuplicates();
    }

    @Test
    void shapesCertificatesAsTheNationalCentreDoes() throws Exception {
        try (var centre = TrustCentre.startTemporary(Clock.systemUTC())) {
            Person head = centre.person("head-a");
            X509CertificateHolder certificate = head.certificate();
            assertThat(certificate.getSubject().toString()).contains("IIN" + head.iin(), "BIN" + head.bin(),
                    "НҰРЛАНОВ");
            assertThat(certificate.getIssuer().toString()).contains("DEVELOPMENT SIMULATOR");
            assertThat(certificate.getSubjectPublicKeyInfo().getAlgorithm().getAlgorithm())
                    .isEqualTo(KazakhOids.KEY_GOST_512);
            assertThat(certificate.getSignatureAlgorithm().getAlgorithm()).isEqualTo(KazakhOids.SIGNATURE_GOST_512);
            assertThat(certificate.getSignature()).hasSize(128);
            var purposes = ExtendedKeyUsage.fromExtensions(certificate.getExtensions());
            assertThat(purposes.hasKeyPurposeId(KeyPurposeId.getInstance(KazakhOids.FIRST_HEAD))).isTrue();
            assertThat(head.role()).isEqualTo(SignerRole.FIRST_HEAD);

            assertThat(Gost.verifies(certificate, centre.intermediate(KeyKind.GOST))).isTrue();
            assertThat(Gost.verifies(centre.intermediate(KeyKind.GOST), centre.root(KeyKind.GOST))).isTrue();
            assertThat(Gost.verifies(centre.root(KeyKind.GOST), centre.root(KeyKind.GOST))).isTrue();
            assertThat(Gost.verifies(certificate, centre.root(KeyKind.GOST))).isFalse();
        }
    }
}
