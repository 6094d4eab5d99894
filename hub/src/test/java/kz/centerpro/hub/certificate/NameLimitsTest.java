package kz.centerpro.hub.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import kz.centerpro.contracts.party.SignatureRegime;
import kz.centerpro.hub.pkitest.TestAuthority;
import kz.centerpro.hub.pkitest.TestKey;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Name constraints, the root's own among them. */
class NameLimitsTest {

    private static final java.time.Instant NOW = java.time.Instant.parse("2026-06-01T10:00:00Z");

    private final TestKey key;
    private final TestKey rootKey;

    NameLimitsTest() throws Exception {
        key = TestKey.ec();
        rootKey = TestKey.ec();
    }

    private static TestAuthority.Extra constraints(GeneralSubtree @Nullable [] permitted,
            GeneralSubtree @Nullable [] excluded) {
        return new TestAuthority.Extra(Extension.nameConstraints, true, new NameConstraints(permitted, excluded));
    }

    private static GeneralSubtree[] trees(GeneralName... names) {
        return Stream.of(names).map(GeneralSubtree::new).toArray(GeneralSubtree[]::new);
    }

    private static GeneralName name(String text) {
        int colon = text.indexOf(':');
        String value = text.substring(colon + 1);
        return switch (text.substring(0, colon)) {
            case "dn" -> new GeneralName(new X500Name(value));
            case "mail" -> new GeneralName(GeneralName.rfc822Name, value);
            case "dns" -> new GeneralName(GeneralName.dNSName, value);
            case "uri" -> new GeneralName(GeneralName.uniformResourceIdentifier, value);
            case "ip" -> new GeneralName(GeneralName.iPAddress, value);
            default -> throw new IllegalArgumentException(text);
        };
    }

    /** A signer with these names under a self-signed root with these constraints. */
    private CheckResult checked(TestAuthority.Extra constraints, String subject, GeneralName... names)
            throws Exception {
        TestAuthority plain = TestAuthority.root("Root", rootKey);
        TestAuthority.Holder bound = plain.issue("CN=Root", rootKey, TestAuthority.START, TestAuthority.END,
                TestAuthority.authority(null), TestAuthority.usage(KeyUsage.keyCertSign | KeyUsage.cRLSign),
                constraints);
        TestAuthority.Extra alternatives = new TestAuthority.Extra(Extension.subjectAlternativeName, false,
                new GeneralNames(names));
        TestAuthority.Holder signer = names.length == 0
                ? plain.issue(subject, key, TestAuthority.START, TestAuthority.END)
                : plain.issue(subject, key, TestAuthority.START, TestAuthority.END, alternatives);
        TrustSnapshot trust = TrustSnapshot.builder(1).anchor(bound.certificate(), SignatureRegime.ES).build();
        return CertificateReader.check(signer.certificate(), trust, NOW, VerificationPolicy.offline());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"dn:C=KZ,O=Good | dn:C=KZ,O=Good,CN=Alice | true",
            "dn:C=KZ,O=Good | dn:c=kz,O=good,CN=Alice | true", "dn:C=KZ,O=Good | dn:C=KZ,O=Evil,CN=Alice | false",
            "dn:C=KZ,O=Good | dn:O=Good,C=KZ,CN=Alice | false",
            "dn:C=KZ,O=Good | dn:CN=x,C=KZ,O=Good | false", // the subtree in the middle of a name is not its beginning
            "dn:C=KZ,O=Good | dn:C=KZ | false", "mail:good.kz | mail:alice@good.kz | true",
            "mail:good.kz | mail:alice@GOOD.KZ | true", "mail:good.kz | mail:alice@sub.good.kz | false",
            "mail:.good.kz | mail:alice@sub.good.kz | true", "mail:.good.kz | mail:alice@good.kz | false",
            "mail:.good.kz | mail:alice@evilgood.kz | false", "mail:alice@good.kz | mail:alice@good.kz | true",
            "mail:alice@good.kz | mail:Alice@good.kz | false", "mail:alice@good.kz | mail:bob@good.kz | false",
            "mail:good.kz | mail:good.kz | false", "mail:good.kz | mail:a@evil.kz@good.kz | true",
            "dns:good.kz | dns:good.kz | true", "dns:good.kz | dns:www.good.kz | true",
            "dns:good.kz | dns:evilgood.kz | false", "dns:good.kz | dns:good.kz.evil.com | false",
            "dns:www.good.kz | dns:*.good.kz | false", "uri:good.kz | uri:https://good.kz/a | true",
            "uri:good.kz | uri:https://www.good.kz/a | false", "uri:.good.kz | uri:https://www.good.kz:8443/a | true",
            "uri:good.kz | uri:https://good.kz@evil.com/ | false", "uri:good.kz | uri:urn:good.kz | false",
            "uri:good.kz | uri:https://10.0.0.1/ | false", "ip:10.1.0.0/16 | ip:10.1.2.3 | true",
            "ip:10.1.0.0/16 | ip:10.2.2.3 | false", "ip:10.1.0.0/16 | ip:2001:db8::1 | false",
            "ip:2001:db8::/32 | ip:2001:db8::1 | true"})
    void permitsWhatLiesInASubtreeOfTheRootAlone(String subtree, String used, boolean allowed) throws Exception {
        GeneralName name = name(used);
        boolean directory = name.getTagNo() == GeneralName.directoryName;
        CheckResult check = directory
                ? checked(constraints(trees(name(subtree)), null), used.substring(3))
                : checked(constraints(trees(name(subtree)), null), "CN=Any", name);
        assertThat(check.hasPassed()).as("%s", check).isEqualTo(allowed);
        if (!allowed) {
            assertThat(check.reason()).contains("name constraints");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"dn:C=KZ,O=Evil | dn:C=KZ,O=Evil,CN=A | false",
            "dn:C=KZ,O=Evil | dn:C=KZ,O=Good | true", "mail:evil.kz | mail:a@evil.kz | false",
            "mail:Bob@evil.kz | mail:bob@evil.kz | false", "mail:evil.kz | mail:a@good.kz | true",
            "mail:evil.kz | mail:unreadable | false", "dns:www.evil.kz | dns:*.evil.kz | false",
            "dns:.evil.kz | dns:evil.kz | false", "dns:evil.kz | dns:good.kz | true",
            "uri:evil.kz | uri:urn:anything | false", "uri:evil.kz | uri:https://EVIL.kz/ | false",
            "ip:10.0.0.0/8 | ip:10.9.9.9 | false", "ip:10.0.0.0/8 | ip:11.9.9.9 | true"})
    void excludesWhatLiesInASubtreeAndWhatCannotBePlaced(String subtree, String used, boolean allowed)
            throws Exception {
        GeneralName name = name(used);
        boolean directory = name.getTagNo() == GeneralName.directoryName;
        CheckResult check = directory
                ? checked(constraints(null, trees(name(subtree))), used.substring(3))
                : checked(constraints(null, trees(name(subtree))), "CN=Any", name);
        assertThat(check.hasPassed()).as("%s", check).isEqualTo(allowed);
    }

    @Test
    void looksAtTheMailboxInTheSubjectToo() throws Exception {
        TestAuthority.Extra limits = constraints(trees(name("mail:good.kz")), null);
        assertThat(checked(limits, "CN=A,E=a@good.kz").hasPassed()).isTrue();
        assertThat(checked(limits, "CN=A,E=a@evil.kz").hasPassed()).isFalse();
        assertThat(checked(limits, "CN=A+E=a@evil.kz").hasPassed()).isFalse();
        assertThat(checked(limits, "CN=A").hasPassed()).isTrue();
    }

    @Test
    void refusesFormsItCannotCompareWhereTheyAreConstrainedAndUsed() throws Exception {
        GeneralName other = new GeneralName(GeneralName.otherName, new DERSequence(new ASN1Encodable[]{
                new ASN1ObjectIdentifier("1.3.6.1.4.1.311.20.2.3"), new DERTaggedObject(0, new DERUTF8String("a@b"))}));
        GeneralName registered = new GeneralName(GeneralName.registeredID, new ASN1ObjectIdentifier("1.2.3"));
        for (GeneralName form : List.of(other, registered)) {
            for (TestAuthority.Extra limits : List.of(constraints(trees(form), null),
                    constraints(null, trees(form)))) {
                assertThat(checked(limits, "CN=Any", form).hasPassed()).isFalse();
                assertThat(checked(limits, "CN=Any", name("mail:a@b.kz")).hasPassed()).isTrue();
            }
        }
    }

    @Test
    void refusesSubtreesWithDistances() throws Exception {
        GeneralSubtree distant = new GeneralSubtree(name("dns:good.kz"), BigInteger.ONE, null);
        assertThat(checked(constraints(new GeneralSubtree[]{distant}, null), "CN=Any").hasPassed())
                .isFalse();
        GeneralSubtree limited = new GeneralSubtree(name("dns:good.kz"), BigInteger.ZERO, BigInteger.TWO);
        assertThat(checked(constraints(null, new GeneralSubtree[]{limited}), "CN=Any").hasPassed())
                .isFalse();
    }

    @Test
    void endsTheComparingOfThousandsOfNamesWithThousandsOfConstraints() throws Exception {
        GeneralName[] names = new GeneralName[1000];
        Arrays.setAll(names, i -> name("dns:host" + i + ".good.kz"));
        GeneralName[] subtrees = new GeneralName[1000];
        Arrays.setAll(subtrees, i -> name("dns:zone" + i + ".evil.kz"));
        CheckResult check = checked(constraints(null, trees(subtrees)), "CN=Any", names);
        assertThat(check.hasPassed()).isFalse();
        assertThat(check.reason()).contains("too many");
    }

    @Test
    void aBrokenExtensionBreaksThePathAndNothingElse() throws Exception {
        TestAuthority.Extra broken = new TestAuthority.Extra(Extension.nameConstraints, true, new ASN1Integer(1));
        CheckResult check = checked(broken, "CN=Any");
        assertThat(check.status()).isEqualTo(Indication.FAILED);
        assertThat(check.subIndication()).isEqualTo("CHAIN_CONSTRAINTS_FAILURE");
    }
}
