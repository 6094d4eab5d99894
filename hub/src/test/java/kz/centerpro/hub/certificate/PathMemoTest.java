package kz.centerpro.hub.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import kz.centerpro.contracts.party.SignatureRegime;
import kz.centerpro.hub.pkitest.TestAuthority;
import kz.centerpro.hub.pkitest.TestKey;
import org.junit.jupiter.api.Test;

class PathMemoTest {

    private static final Instant AT = TestAuthority.START.plus(Duration.ofDays(30));

    private final TestAuthority root;
    private final TestAuthority middle;
    private final ParsedCertificate leaf;
    private final TrustSnapshot trust;

    PathMemoTest() throws Exception {
        root = TestAuthority.root("CN=Root", TestKey.ec());
        middle = root.below("CN=Middle", TestKey.ec());
        leaf = ParsedCertificate.fromDer(middle.signer("CN=Signer", TestKey.ec()).certificate());
        trust = TrustSnapshot.builder(1).anchor(root.certificate(), SignatureRegime.ES).build();
    }

    private PathBuilder.Result build(TrustSnapshot snapshot, List<ParsedCertificate> brought, Instant at) {
        return snapshot.paths().build(snapshot, leaf, brought, at, new PathBuilder.Budget());
    }

    private List<ParsedCertificate> brought() throws Exception {
        return List.of(leaf, ParsedCertificate.fromDer(middle.certificate()));
    }

    @Test
    void findsThePathOnce() throws Exception {
        PathBuilder.Result first = build(trust, brought(), AT);
        assertThat(first.check().hasPassed()).isTrue();
        assertThat(build(trust, brought(), AT)).isSameAs(first);
        assertThat(build(trust, brought(), AT.plusSeconds(60))).isSameAs(first);
        assertThat(build(trust, brought(), TestAuthority.END)).isSameAs(first);
    }

    @Test
    void servesNobodyWhoBringsOtherCertificates() throws Exception {
        PathBuilder.Result first = build(trust, brought(), AT);
        assertThat(first.check().hasPassed()).isTrue();
        assertThat(build(trust, List.of(leaf), AT).path()).isNull();
        List<ParsedCertificate> more = new ArrayList<>(brought());
        more.add(ParsedCertificate.fromDer(root.certificate()));
        assertThat(build(trust, more, AT)).isNotSameAs(first);
    }

    @Test
    void servesNoMomentOutsideTheValidityOfACertificate() throws Exception {
        assertThat(build(trust, brought(), AT).check().hasPassed()).isTrue();
        assertThat(build(trust, brought(), TestAuthority.END.plusSeconds(1)).check().hasPassed()).isFalse();
        assertThat(build(trust, brought(), TestAuthority.START.minusSeconds(1)).check().hasPassed()).isFalse();
        assertThat(build(trust, brought(), AT).check().hasPassed()).isTrue();
    }

    @Test
    void searchesAnewWhenAnyCertificateBeginsOrEndsInBetween() throws Exception {
        Instant change = AT.plus(Duration.ofDays(1));
        TestAuthority.Holder other = root.issue("CN=Other", TestKey.ec(), change, TestAuthority.END);
        List<ParsedCertificate> all = new ArrayList<>(brought());
        all.add(ParsedCertificate.fromDer(other.certificate()));
        PathBuilder.Result before = build(trust, all, AT);
        assertThat(build(trust, all, change.minusNanos(1))).isSameAs(before);
        PathBuilder.Result after = build(trust, all, change);
        assertThat(after).isNotSameAs(before);
        assertThat(after.check().hasPassed()).isTrue();
    }

    @Test
    void knowsNothingUnderOtherAnchors() throws Exception {
        assertThat(build(trust, brought(), AT).check().hasPassed()).isTrue();
        TrustSnapshot stranger = TrustSnapshot.builder(1)
                .anchor(TestAuthority.root("CN=Root", TestKey.ec()).certificate(), SignatureRegime.ES).build();
        assertThat(build(stranger, brought(), AT).path()).isNull();
        PathBuilder.Result misled = trust.paths().build(stranger, leaf, brought(), AT, new PathBuilder.Budget());
        assertThat(misled.path()).isNull();
    }

    @Test
    void remembersNoFailure() throws Exception {
        PathBuilder.Result first = build(trust, brought(), TestAuthority.END.plusSeconds(5));
        assertThat(first.path()).isNotNull();
        assertThat(first.check().hasPassed()).isFalse();
        assertThat(build(trust, brought(), TestAuthority.END.plusSeconds(5))).isNotSameAs(first);
    }

    @Test
    void readsTheSameCertificateOnce() throws Exception {
        byte[] der = leaf.der.clone();
        ParsedCertificate read = ParsedCertificate.fromDer(der);
        assertThat(ParsedCertificate.fromDer(der.clone())).isSameAs(read);
        der[der.length - 1] ^= 1;
        assertThat(ParsedCertificate.fromDer(der)).isNotSameAs(read);
        // The reader's own copy did not change with the caller's array.
        assertThat(ParsedCertificate.fromDer(leaf.der)).isSameAs(read);
        assertThat(CertificateReader.identity(read)).isSameAs(CertificateReader.identity(read));
        assertThat(read.summary()).isSameAs(read.summary());
    }
}
