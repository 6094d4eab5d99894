package kz.centerpro.sandbox.trustcentre;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import kz.centerpro.contracts.party.SignerRole;
import kz.centerpro.sandbox.FreePorts;
import kz.centerpro.sandbox.SandboxException;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustCentreIT {

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
        long start = cpuTime();
        try (var centre = TrustCentre.start(dir, 0)) {
            assertThat((cpuTime() - start) / 1_000_000).as("milliseconds of work to start").isLessThan(2_000);
            assertThat(centre.person("head-a").certificate()).isEqualTo(before);
            assertThat(centre.urls().port()).isEqualTo(port);
            assertThat(Files.readString(dir.resolve("revocations")))
                    .contains(centre.person("head-b").serial().toString(16) + " 6 ");
        }
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

    // Processor time: the clock on the wall says more of the machine's other work.
    private static long cpuTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
