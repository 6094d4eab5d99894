package kz.centerpro.hub.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kz.centerpro.contracts.party.SignatureRegime;
import kz.centerpro.hub.certificate.Indication;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.ParsedCertificate;
import kz.centerpro.hub.certificate.Question;
import kz.centerpro.hub.certificate.Span;
import kz.centerpro.hub.certificate.TrustSnapshot;
import kz.centerpro.hub.certificate.VerificationPolicy;
import kz.centerpro.hub.pkitest.TestAuthority;
import kz.centerpro.hub.pkitest.TestCms;
import kz.centerpro.hub.pkitest.TestKey;
import kz.centerpro.hub.pkitest.TestTrustedList;
import kz.centerpro.hub.pkitest.TestTrustedList.Operator;
import kz.centerpro.hub.pkitest.TestTrustedList.Status;
import kz.centerpro.hub.signature.ContentDigests;
import kz.centerpro.hub.signature.SignatureDesk;
import kz.centerpro.hub.signature.SignatureReport;
import kz.centerpro.hub.signature.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Foreign authorities from trusted lists: who may list them, when they count, and what never counts. */
class TrustedListTest {

    private static final Instant NOW = Instant.parse("2026-06-01T10:00:00Z");
    private static final String EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#";
    private static final String INCLUSIVE = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";
    private static final String ENVELOPED = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
    private static final Status GRANTED = Status.of("granted", "2025-01-01T00:00:00Z");
    private static final SignatureDesk DESK = new SignatureDesk(SignatureDesk.BYTES_MAX,
            VerificationPolicy.documents());

    private static final Operator OPERATOR = made("Operator");
    private static final Operator STRANGER = made("Operator");

    private final TestAuthority foreign = TestAuthority.root("Foreign CA", TestKey.ec());
    private final TestAuthority.Holder alice = foreign.signer("CN=Alice,C=BY", TestKey.ec());

    @TempDir
    Path folder = Path.of("");

    TrustedListTest() throws Exception {}

    private static Operator made(String name) {
        try {
            return Operator.named(name);
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static TestTrustedList list() {
        return new TestTrustedList();
    }

    private TestTrustedList granted() {
        return list().service(foreign, GRANTED);
    }

    private static TrustedList read(byte[] xml) throws MalformedSignature {
        return read(xml, OPERATOR);
    }

    private static TrustedList read(byte[] xml, Operator pinned) throws MalformedSignature {
        return TrustedListReader.read(xml, Set.of(ParsedCertificate.fromAny(pinned.holder().certificate())), NOW);
    }

    private static TrustedList read(TestTrustedList list) throws Exception {
        return read(list.signed(OPERATOR));
    }

    private static void refused(byte[] xml, String reason) {
        assertThatThrownBy(() -> read(xml)).isInstanceOf(MalformedSignature.class).hasMessageContaining(reason);
    }

    private static void refused(TestTrustedList list, String reason) throws Exception {
        refused(list.signed(OPERATOR), reason);
    }

    private TrustFiles files(Path... lists) throws IOException {
        Path signer = folder.resolve("operator.cer");
        Files.write(signer, OPERATOR.holder().certificate());
        return new TrustFiles(new TrustProperties(List.of(), List.of(), List.of(), List.of(lists), List.of(signer),
                List.of(), List.of(), List.of(), null, true, Duration.ofSeconds(4), Duration.ofMinutes(30),
                Duration.ofSeconds(15), false));
    }

    private TrustFiles files(TestTrustedList list) throws Exception {
        return files(written(list));
    }

    private Path written(TestTrustedList list) throws Exception {
        return Files.write(folder.resolve("list.xml"), list.signed(OPERATOR));
    }

    private TrustSnapshot trust(TestTrustedList list, Instant... asOf) throws Exception {
        TrustSnapshot.Builder builder = files(list).read(1, NOW);
        for (Instant at : asOf) {
            builder.crl(foreign.crl(at.minus(Duration.ofDays(1))));
        }
        return builder.build();
    }

    private static SignatureReport examined(TestAuthority.Holder signer, TrustSnapshot trust, Instant receivedAt)
            throws Exception {
        byte[] cms = TestCms.by(signer).build();
        Verdict verdict = DESK.examine(DESK.read(cms), ContentDigests.none(), trust, receivedAt);
        assertThat(verdict.signatures()).hasSize(1);
        assertThat(verdict.status()).isEqualTo(verdict.signatures().getFirst().status());
        return verdict.signatures().getFirst();
    }

    private static void hasNoPath(SignatureReport report) {
        assertThat(report.status()).isEqualTo(Indication.INDETERMINATE);
        assertThat(report.subIndication()).isEqualTo("NO_CERTIFICATE_CHAIN_FOUND");
    }

    @Test
    void aNonResidentUnderAListedAuthorityPassesAndWithoutTheListDoesNot() throws Exception {
        SignatureReport report = examined(alice, trust(granted(), NOW), NOW);
        assertThat(report.status()).as("%s", report).isEqualTo(Indication.PASSED);
        assertThat(report.regime()).isEqualTo(SignatureRegime.ES);
        hasNoPath(examined(alice,
                files().read(1, NOW).crl(foreign.crl(NOW.minus(Duration.ofDays(1)))).build(), NOW));
    }

    @Test
    void anAuthorityBelowAListedOneIsTrustedToo() throws Exception {
        TestAuthority below = foreign.below("Issuing CA", TestKey.ec());
        TestAuthority.Holder bob = below.signer("CN=Bob", TestKey.ec());
        TrustSnapshot trust = files(granted()).read(1, NOW).intermediate(below.certificate())
                .crl(below.crl(NOW.minus(Duration.ofDays(1)))).crl(foreign.crl(NOW.minus(Duration.ofDays(1)))).build();
        assertThat(examined(bob, trust, NOW).status()).isEqualTo(Indication.PASSED);
    }

    @Test
    void tellsWhatTheListSays() throws Exception {
        TrustedList list = read(granted().version("6").sequence(41).territory("AM"));
        assertThat(list.territory()).isEqualTo("AM");
        assertThat(list.sequence()).isEqualTo(41);
        assertThat(list.until()).isEqualTo(TestTrustedList.NEXT);
        assertThat(list.authorities()).containsExactly(
                new TrustedList.Authority(ParsedCertificate.fromAny(foreign.certificate()),
                        List.of(new Span(GRANTED.from(), TestTrustedList.NEXT))));
        assertThat(list.leftOut()).isEmpty();
    }

    // -- when ----------------------------------------------------------------------------------------------------

    @Test
    void afterItWasWithdrawnNothingMoreIsTrustedAndBeforeItWas() throws Exception {
        Instant before = Instant.parse("2026-03-31T23:59:59Z");
        Instant withdrawn = Instant.parse("2026-04-01T00:00:00Z");
        TrustSnapshot trust = trust(list().service(foreign, Status.of("withdrawn", withdrawn.toString()), GRANTED),
                before, NOW);
        // To and fro, since paths are remembered.
        for (int i = 0; i < 2; i++) {
            assertThat(examined(alice, trust, before).status()).isEqualTo(Indication.PASSED);
            hasNoPath(examined(alice, trust, withdrawn));
            hasNoPath(examined(alice, trust, NOW));
        }
        assertThat(read(list().service(foreign, Status.of("withdrawn", "2025-01-01T00:00:00Z"))).authorities())
                .isEmpty();
    }

    @Test
    void grantedLaterThanTheSignatureOrTheCertificateItIsNotTrusted() throws Exception {
        Instant granted = Instant.parse("2026-05-01T00:00:00Z");
        TestAuthority.Holder later = foreign.issue("CN=Later", TestKey.ec(), granted, TestAuthority.END,
                TestAuthority.usage(0xc0));
        TrustSnapshot trust = trust(list().service(foreign, Status.of("granted", granted.toString())),
                granted.minusSeconds(1), NOW);
        hasNoPath(examined(alice, trust, granted.minusSeconds(1)));
        hasNoPath(examined(alice, trust, NOW)); // her certificate is of January
        assertThat(examined(later, trust, NOW).status()).isEqualTo(Indication.PASSED);
    }

    @Test
    void nothingIsTrustedAfterTheListHasEnded() throws Exception {
        TrustSnapshot trust = trust(granted(), TestTrustedList.NEXT);
        assertThat(examined(alice, trust, TestTrustedList.NEXT.minusSeconds(1)).status())
                .isEqualTo(Indication.PASSED);
        hasNoPath(examined(alice, trust, TestTrustedList.NEXT));
    }

    @Test
    void statusesOfOldCountInAHistoryUpToTheRegulation() throws Exception {
        Instant regulation = Instant.parse("2016-06-30T22:00:00Z");
        List<TrustedList.Authority> listed = read(list().service(foreign, Status.of("granted", "2020-01-01T00:00:00Z"),
                Status.of("withdrawn", "2018-01-01T00:00:00Z"),
                Status.of("accredited", "2012-01-01T00:00:00Z"),
                Status.of("undersupervision", "2010-01-01T00:00:00Z"))).authorities();
        assertThat(listed).hasSize(1);
        assertThat(listed.getFirst().granted()).containsExactly(
                new Span(Instant.parse("2020-01-01T00:00:00Z"), TestTrustedList.NEXT),
                new Span(Instant.parse("2012-01-01T00:00:00Z"), regulation),
                new Span(Instant.parse("2010-01-01T00:00:00Z"), Instant.parse("2012-01-01T00:00:00Z")));
        for (String present : List.of("accredited", "undersupervision", "recognisedatnationallevel",
                "deprecatedatnationallevel", "setbynationallaw", "Granted")) {
            assertThat(read(list().service(foreign, Status.of(present, "2010-01-01T00:00:00Z"))).authorities())
                    .as(present).isEmpty();
        }
    }

    @Test
    void aHistoryThatContradictsItselfLeavesItsServiceOut() throws Exception {
        for (String past : List.of("2025-01-01T00:00:00Z", "2025-06-01T00:00:00Z")) {
            TrustedList list = read(list().service(foreign, GRANTED, Status.of("withdrawn", past)).service(
                    TestAuthority.root("Other", TestKey.ec()), GRANTED));
            assertThat(list.authorities()).hasSize(1);
            assertThat(list.leftOut()).hasSize(1).first().asString().contains("Certificates for everybody");
        }
    }

    // -- what ----------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource({"ForeSignatures,true", "ForeSeals,true", "ForWebSiteAuthentication,false", "RootCA-QC,true",
            "ForeSignatures ForWebSiteAuthentication,true", "RootCA-QC ForWebSiteAuthentication,false"})
    void countsForSignaturesAndSealsAlone(String stated, boolean counts) throws Exception {
        String extensions = Stream.of(stated.split(" ")).map(TestTrustedList::additional)
                .reduce("", String::concat);
        TrustedList list = read(
                list().service(foreign, Status.of("granted", "2025-01-01T00:00:00Z", extensions)));
        assertThat(list.authorities()).hasSize(counts ? 1 : 0);
        assertThat(list.leftOut()).isEmpty();
    }

    @Test
    void countsAsAnAuthorityOfQualifiedCertificatesAlone() throws Exception {
        for (String type : List.of("CA/PKC", "TSA/QTST", "Certstatus/OCSP/QC", "CA/QC/")) {
            Status other = new Status("http://uri.etsi.org/TrstSvc/Svctype/" + type, "granted", GRANTED.from(), "");
            assertThat(read(list().service(foreign, other)).authorities()).as(type).isEmpty();
            assertThat(read(list().service(foreign, Status.of("withdrawn", "2026-01-01T00:00:00Z"), other))
                    .authorities()).as(type).isEmpty();
        }
    }

    @Test
    void whatMayTakeTrustAwayAndIsNotUnderstoodTakesItAway() throws Exception {
        for (String extension : List.of(TestTrustedList.unknown(true), TestTrustedList.qualifier("NotQualified"),
                "<Extension><x xmlns=''/></Extension>", "<Extension Critical='true'/>")) {
            TrustedList list = read(
                    list().service(foreign, Status.of("granted", "2025-01-01T00:00:00Z", extension)));
            assertThat(list.authorities()).as(extension).isEmpty();
            assertThat(list.leftOut()).hasSize(1);
        }
        for (String extension : List.of(TestTrustedList.unknown(false), TestTrustedList.qualifier("QCWithQSCD"))) {
            assertThat(read(list().service(foreign, Status.of("granted", "2025-01-01T00:00:00Z", extension)))
                    .authorities()).as(extension).hasSize(1);
        }
        refused(granted().schemeExtension(TestTrustedList.unknown(true)), "critical");
        TrustedList list = read(granted().providerExtension(TestTrustedList.unknown(true)));
        assertThat(list.authorities()).isEmpty();
        assertThat(list.leftOut()).containsExactly("Provider: a critical extension is not understood");
    }

    @Test
    void allCertificatesOfAServiceCount() throws Exception {
        TestAuthority second = TestAuthority.root("Foreign CA 2", TestKey.ec());
        TestAuthority.Holder bob = second.signer("CN=Bob", TestKey.ec());
        TrustSnapshot trust = files(
                list().service(List.of(foreign.certificate(), second.certificate()), GRANTED)).read(1, NOW)
                .crl(foreign.crl(NOW.minus(Duration.ofDays(1)))).crl(second.crl(NOW.minus(Duration.ofDays(1))))
                .build();
        assertThat(trust.anchors()).hasSize(2);
        assertThat(examined(alice, trust, NOW).status()).isEqualTo(Indication.PASSED);
        assertThat(examined(bob, trust, NOW).status()).isEqualTo(Indication.PASSED);
    }

    @Test
    void aServiceWithoutReadableCertificateIsLeftOut() throws Exception {
        TrustedList list = read(granted().service(List.of(), GRANTED).service(List.of(new byte[]{1, 2, 3}), GRANTED));
        assertThat(list.authorities()).hasSize(1);
        assertThat(list.leftOut()).hasSize(2);
    }

    @Test
    void aListedAuthorityNeitherSignsNorStamps() throws Exception {
        TestAuthority.Holder itself = new TestAuthority.Holder(foreign.key(), foreign.certificate());
        TrustSnapshot trust = trust(granted(), NOW);
        hasNoPath(examined(itself, trust, NOW));
        assertThat(trust.tsaAnchors()).isEmpty();
        Instant stamped = NOW.minus(Duration.ofDays(7));
        byte[] cms = TestCms.by(alice)
                .stamped(value -> TestCms.token(stamper(), value, stamped)).build();
        SignatureReport report = DESK.examine(DESK.read(cms), ContentDigests.none(), trust, NOW).signatures()
                .getFirst();
        assertThat(report.bestSignatureTime()).isEqualTo(NOW);
        assertThat(report.checks()).anySatisfy(check -> {
            assertThat(check.question()).isEqualTo(Question.TIMESTAMP);
            assertThat(check.answer()).isEqualTo(Indication.INDETERMINATE);
        });
    }

    private TestAuthority.Holder stamper() {
        try {
            return foreign.timestamper(TestKey.ec());
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    // -- who -----------------------------------------------------------------------------------------------------

    @Test
    void onlyAPinnedOperatorMaySign() throws Exception {
        byte[] strange = granted().signed(STRANGER); // under the same name
        refused(strange, "not pinned");
        assertThat(read(strange, STRANGER).authorities()).hasSize(1);
        // The stranger's key with the operator's certificate in its place.
        String swapped = text(strange).replace(packed(STRANGER), packed(OPERATOR));
        assertThat(swapped).isNotEqualTo(text(strange));
        refused(bytes(swapped), "does not hold");
        refused(bytes(granted().unsigned()), "not signed");
        String keyless = text(granted().signed(OPERATOR)).replaceAll("(?s)<ds:KeyInfo>.*</ds:KeyInfo>", "");
        refused(bytes(keyless), "does not hold its signer's certificate");
    }

    /** However old a document may be that such a signature still serves, no list is. */
    @Test
    void weakAlgorithmsListNobody() throws Exception {
        String sha1 = "http://www.w3.org/2000/09/xmldsig#sha1";
        String sha256 = "http://www.w3.org/2001/04/xmlenc#sha256";
        Operator strong = Operator.rsa(2048);
        assertThat(read(granted().signed(strong), strong).authorities()).hasSize(1);
        for (Operator weak : List.of(Operator.rsa(1024),
                strong.signingWith("http://www.w3.org/2000/09/xmldsig#rsa-sha1", sha256),
                strong.signingWith("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", sha1),
                OPERATOR.signingWith("http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha1", sha256))) {
            byte[] signed = granted().signed(weak);
            assertThatThrownBy(() -> read(signed, weak)).as(weak.method()).isInstanceOf(MalformedSignature.class)
                    .hasMessageContaining("weak algorithms");
        }
    }

    private static String packed(Operator operator) {
        String signed = text(sealed(operator));
        return signed.substring(signed.indexOf("<ds:X509Certificate>"), signed.indexOf("</ds:X509Certificate>"));
    }

    private static byte[] sealed(Operator operator) {
        try {
            return list().signed(operator);
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static String text(byte[] xml) {
        return new String(xml, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String xml) {
        return xml.getBytes(StandardCharsets.UTF_8);
    }

    /** A change of one bit is refused, or is none: of a quotation mark, say. */
    @Test
    void noChangedByteGivesAnotherList() throws Exception {
        byte[] good = list().service(foreign, Status.of("withdrawn", "2026-05-05T00:00:00Z")).signed(OPERATOR);
        TrustedList wanted = read(good);
        int refusals = 0;
        for (int i = 0; i < good.length; i += 7) {
            byte[] changed = good.clone();
            changed[i] ^= (byte) (1 << (i % 7));
            try {
                assertThat(read(changed)).as("byte %s", i).isEqualTo(wanted);
            } catch (MalformedSignature refused) {
                refusals++;
            }
        }
        assertThat(refusals).isGreaterThan(good.length / 7 * 9 / 10);
        refused(bytes(text(good).replace("withdrawn", "granted")), "not the one that was signed");
    }

    static Stream<Arguments> lesserReferences() {
        return Stream.of(Arguments.of("#list", List.of(ENVELOPED, EXCLUSIVE)),
                Arguments.of("", List.of(ENVELOPED)), Arguments.of("", List.of(ENVELOPED, INCLUSIVE)),
                Arguments.of("", List.of(ENVELOPED, EXCLUSIVE + "WithComments")),
                Arguments.of("", List.of(ENVELOPED, ENVELOPED, EXCLUSIVE)),
                Arguments.of("#props", List.of(EXCLUSIVE)));
    }

    @ParameterizedTest
    @MethodSource("lesserReferences")
    void aSignatureMadeInAnotherWayDoesNotCount(String uri, List<String> transforms) throws Exception {
        byte[] signed = granted().signed(OPERATOR, uri, transforms.toArray(String[]::new));
        assertThatThrownBy(() -> read(signed)).isInstanceOf(MalformedSignature.class);
    }

    @Test
    void aSignedListInAnotherDocumentDoesNotCount() throws Exception {
        String signed = text(granted().signed(OPERATOR));
        String inner = signed.substring(signed.indexOf("<TrustServiceStatusList"));
        String signature = signed.substring(signed.indexOf("<ds:Signature "),
                signed.indexOf("</ds:Signature>") + "</ds:Signature>".length());
        String forged = list().service(TestAuthority.root("Evil", TestKey.ec()), GRANTED).unsigned()
                .replaceFirst("<\\?xml[^>]*>", "");
        String end = "</TrustServiceStatusList>";
        refused(bytes(forged.replace(end, inner + end)), "");
        refused(bytes(forged.replace(end, signature + end)), "not the one that was signed");
        refused(bytes(forged.replace(end, signature.replace("</ds:Signature>", "<ds:Object>" + inner.replace(signature,
                "") + "</ds:Object></ds:Signature>") + end)), "");
        refused(bytes("<wrapper>" + inner + "</wrapper>"), "");
        refused(TestTrustedList.sign(OPERATOR, forged.replace(end, "<Part Id=\"part\"/>" + end), "#list", ENVELOPED,
                EXCLUSIVE), "");
        refused(TestTrustedList.sign(STRANGER, signed, "", ENVELOPED, EXCLUSIVE), "2 signatures");
        refused(bytes(signed.replace(signature, "").replace("</SchemeInformation>",
                signature + "</SchemeInformation>")), "not a child");
    }

    @Test
    void aCommentCannotChangeWhatIsRead() throws Exception {
        String signed = text(list().service(foreign, Status.of("withdrawn", "2025-01-01T00:00:00Z")).signed(OPERATOR));
        refused(bytes(signed.replace("/Svcstatus/with", "/Svcstatus/with<!-- -->")), "comment");
        String beside = signed.replace("<SchemeInformation>", "<!-- of May --><SchemeInformation>");
        assertThat(read(bytes(beside)).authorities()).isEmpty();
        String kept = text(granted().signed(OPERATOR)).replace("<TSPServices>", "<TSPServices><!-- one -->");
        assertThat(read(bytes(kept)).authorities()).hasSize(1);
    }

    // -- form ----------------------------------------------------------------------------------------------------

    @Test
    void onlyListsOfTheStandardInForceAreRead() throws Exception {
        refused(granted().version("4"), "version 4");
        refused(granted().version("05"), "version");
        refused(granted().tag("http://uri.etsi.org/02231/TSLTag"), "not a trusted list");
        refused(granted().territory("Belarus"), "SchemeTerritory");
        refused(TestTrustedList.sign(OPERATOR, "<a xmlns='http://uri.etsi.org/02231/v2#'/>", "", ENVELOPED,
                EXCLUSIVE), "not a trusted list");
    }

    @Test
    void aListMustBeOfItsTime() throws Exception {
        Instant issued = TestTrustedList.ISSUED;
        refused(granted().between(issued, null), "closed");
        refused(granted().between(issued, issued.minusSeconds(1)), "NextUpdate");
        refused(granted().between(issued, Instant.parse("2099-01-01T00:00:00Z")), "NextUpdate");
        refused(granted().between(NOW.plusSeconds(1), NOW.plusSeconds(60)), "still to come");
        refused(granted().between(TestAuthority.START.minusSeconds(1), NOW), "validity");
        refused(bytes(text(granted().signed(OPERATOR)).replace(issued.toString(), "2026-05-01")), "");
        assertThat(read(granted().between(issued, NOW)).hasEndedAt(NOW)).isTrue();
        assertThat(read(granted().between(issued, NOW.plusSeconds(1))).hasEndedAt(NOW)).isFalse();
    }

    @Test
    void nothingIsUnpackedOrFetchedOrEndless() throws Exception {
        String good = text(granted().signed(OPERATOR));
        String declared = good.replaceFirst("<TrustServiceStatusList",
                "<!DOCTYPE t [<!ENTITY e \"granted\">]><TrustServiceStatusList");
        refused(bytes(declared), "");
        refused(bytes(good.replaceFirst("<TrustServiceStatusList",
                "<!DOCTYPE t SYSTEM \"file:///etc/hostname\"><TrustServiceStatusList")), "");
        refused(list().rawServices("<TSPService/>".repeat(TrustedListReader.SERVICES_MAX + 1)), "services");
        List<byte[]> twice = Collections.nCopies(2, foreign.certificate());
        assertThat(read(list().service(twice, GRANTED)).authorities()).hasSize(1);
        Status[] statuses = IntStream.range(1, 300)
                .mapToObj(day -> Status.of("granted", GRANTED.from().minus(Duration.ofDays(day)).toString()))
                .toArray(Status[]::new);
        assertThat(read(list().service(foreign, GRANTED, statuses)).leftOut()).first().asString()
                .contains("statuses");
        TestTrustedList many = list();
        for (int i = 0; i <= TrustedListReader.CERTIFICATES_MAX; i++) {
            many.service(foreign, GRANTED);
        }
        refused(many, "certificates");
        refused(bytes("<a>".repeat(200) + "</a>".repeat(200)), "");
        refused(bytes("<a>" + "<b/>".repeat(300_000) + "</a>"), "elements");
        byte[] large = new byte[TrustedListReader.BYTES_MAX + 1];
        Arrays.fill(large, (byte) ' ');
        refused(large, "bytes");
    }

    @Test
    void everyTruncationIsRefused() throws Exception {
        byte[] good = granted().signed(OPERATOR);
        for (int length = 0; length < good.length - 1; length += 97) {
            refused(Arrays.copyOf(good, length), "");
        }
    }

    // -- files ---------------------------------------------------------------------------------------------------

    @Test
    void aListThatDoesNotHoldStopsTheStartAndIsNamed() throws Exception {
        Path file = Files.write(folder.resolve("by.xml"), granted().signed(STRANGER));
        TrustFiles files = files(file);
        assertThatThrownBy(() -> TrustDesk.read(files, 1, NOW)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("center.trust").hasMessageContaining("by.xml")
                .hasMessageContaining("not pinned");
        Files.writeString(file, "not a list");
        assertThatThrownBy(() -> files.read(1, NOW)).isInstanceOf(IOException.class).hasMessageContaining("by.xml");
        Files.delete(file);
        assertThatThrownBy(() -> files.read(1, NOW)).isInstanceOf(IOException.class).hasMessageContaining("by.xml");
        TrustFiles unpinned = new TrustFiles(new TrustProperties(List.of(), List.of(), List.of(), List.of(file),
                List.of(), List.of(), List.of(), List.of(), null, true, Duration.ofSeconds(4),
                Duration.ofMinutes(30), Duration.ofSeconds(15), false));
        assertThatThrownBy(() -> unpinned.read(1, NOW)).isInstanceOf(IOException.class)
                .hasMessageContaining("trusted-list-signers");
    }

    @Test
    void aListThatHasEndedGivesNoAnchorsAtStart() throws Exception {
        assertThat(files(granted().between(TestTrustedList.ISSUED, NOW)).read(1, NOW).build().anchors()).isEmpty();
    }

    @Test
    void whileRunningAGoodListStaysUntilABetterOneComes() throws Exception {
        TrustFiles files = files(granted().sequence(7));
        assertThat(files.read(1, NOW).build().anchors()).hasSize(1);
        String before = files.listsFingerprint(NOW);
        Path file = folder.resolve("list.xml");

        Files.writeString(file, "half a li");
        assertThat(files.listsFingerprint(NOW)).isNotEqualTo(before);
        assertThat(files.read(2, NOW).build().anchors()).hasSize(1);
        Files.delete(file);
        assertThat(files.listsFingerprint(NOW)).isNotEqualTo(before);
        assertThat(files.read(3, NOW).build().anchors()).hasSize(1);

        written(list().sequence(9).service(foreign, Status.of("withdrawn", "2025-01-01T00:00:00Z")));
        assertThat(files.read(4, NOW).build().anchors()).isEmpty();
        written(granted().sequence(8)); // put back by somebody who misses the authority
        assertThat(files.read(5, NOW).build().anchors()).isEmpty();
        written(granted().sequence(10));
        assertThat(files.read(6, NOW).build().anchors()).hasSize(1);
    }

    @Test
    void aListThatEndsWhileRunningIsNoticedAndServesThePast() throws Exception {
        TrustFiles files = files(granted());
        TrustSnapshot first = files.read(1, NOW).build();
        assertThat(files.listsFingerprint(TestTrustedList.NEXT.minusSeconds(1)))
                .isEqualTo(files.listsFingerprint(NOW));
        assertThat(files.listsFingerprint(TestTrustedList.NEXT)).isNotEqualTo(files.listsFingerprint(NOW));
        TrustSnapshot later = files.read(2, TestTrustedList.NEXT)
                .crl(foreign.crl(NOW.minus(Duration.ofDays(1)))).build();
        assertThat(later.anchors()).isEqualTo(first.anchors());
        assertThat(examined(alice, later, NOW).status()).isEqualTo(Indication.PASSED);
        hasNoPath(examined(alice, later, TestTrustedList.NEXT));
    }

    @Test
    void aFolderOfListsAddsUp() throws Exception {
        TestAuthority other = TestAuthority.root("Other", TestKey.ec());
        Path lists = Files.createDirectory(folder.resolve("lists"));
        Files.write(lists.resolve("am.xtsl"),
                list().territory("AM").service(other, GRANTED).signed(OPERATOR));
        Files.write(lists.resolve("by.xml"), granted().signed(OPERATOR));
        Files.writeString(lists.resolve("README.txt"), "not a list");
        assertThat(files(lists).read(1, NOW).build().anchors()).hasSize(2);
    }

    @Test
    void theSettingsHaveTheirNames() {
        TrustProperties settings = new Binder(new MapConfigurationPropertySource(
                Map.of("center.trust.trusted-lists", "a.xml,b.xml", "center.trust.trusted-list-signers", "c.cer")))
                .bind("center.trust", TrustProperties.class).get();
        assertThat(settings.trustedLists()).containsExactly(Path.of("a.xml"), Path.of("b.xml"));
        assertThat(settings.trustedListSigners()).containsExactly(Path.of("c.cer"));
    }
}
