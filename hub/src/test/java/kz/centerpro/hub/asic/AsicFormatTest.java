package kz.centerpro.hub.asic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import kz.centerpro.contracts.party.SignatureRegime;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.Indication;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.TrustSnapshot;
import kz.centerpro.hub.certificate.VerificationPolicy;
import kz.centerpro.hub.pkitest.TestAsic;
import kz.centerpro.hub.pkitest.TestAuthority;
import kz.centerpro.hub.pkitest.TestCms;
import kz.centerpro.hub.pkitest.TestKey;
import kz.centerpro.hub.signature.CmsFormat;
import kz.centerpro.hub.signature.ContentDigests;
import kz.centerpro.hub.signature.SignatureDesk;
import kz.centerpro.hub.signature.SignatureReport;
import kz.centerpro.hub.signature.SignedContainer;
import kz.centerpro.hub.signature.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Containers made by the JDK's zip: what passes, what does not, and what no two readers may unpack differently. */
class AsicFormatTest {

    private static final Instant NOW = Instant.parse("2026-06-01T10:00:00Z");
    private static final SignatureDesk DESK = new SignatureDesk(SignatureDesk.BYTES_MAX,
            VerificationPolicy.documents(), List.of(new AsicFormat()));

    private final TestAuthority root;
    private final TestAuthority.Holder alice;
    private final TestAuthority.Holder bob;
    private final TrustSnapshot trust;

    AsicFormatTest() throws Exception {
        root = TestAuthority.root("Root", TestKey.ec());
        alice = root.signer("CN=Alice", TestKey.ec());
        bob = root.signer("CN=Bob", TestKey.gost());
        trust = TrustSnapshot.builder(1).anchor(root.certificate(), SignatureRegime.ES)
                .crl(root.crl(NOW.minus(Duration.ofDays(1)))).build();
    }

    private Verdict examined(byte[] zip) throws Exception {
        return DESK.examine(DESK.read(zip), ContentDigests.none(), trust, NOW);
    }

    private SignatureReport only(byte[] zip) throws Exception {
        Verdict verdict = examined(zip);
        assertThat(verdict.signatures()).hasSize(1);
        return verdict.signatures().getFirst();
    }

    private TestAsic two() {
        return TestAsic.extended().file("договор №1.txt", "договор").file("b/annex.txt", "annex");
    }

    private byte[] good() throws Exception {
        return two().signed(1, alice, "договор №1.txt", "b/annex.txt").build();
    }

    private byte[] simple(TestAsic container) throws Exception {
        return container.file("contract.txt", "contract").file("META-INF/signature.p7s",
                TestCms.by(alice).over("contract".getBytes(StandardCharsets.UTF_8)).detached().build()).build();
    }

    @Test
    void passesAnExtendedContainer() throws Exception {
        byte[] zip = good();
        SignatureReport report = only(zip);
        assertThat(report.status()).as("%s", report).isEqualTo(Indication.PASSED);
        SignedContainer container = DESK.read(zip);
        assertThat(container.format()).isEqualTo("ASiC-E");
        assertThat(container.attachedContent()).isEqualTo(zip);
        assertThat(container.digestsNeeded()).isEmpty();
        assertThat(container.signatures().getFirst().remarks()).isEmpty();
    }

    @Test
    void passesASimpleContainerWithAndWithoutItsType() throws Exception {
        assertThat(only(simple(TestAsic.simple())).status()).isEqualTo(Indication.PASSED);
        assertThat(DESK.read(simple(TestAsic.simple())).format()).isEqualTo("ASiC-S");
        assertThat(only(simple(TestAsic.untyped())).status()).isEqualTo(Indication.PASSED);
    }

    @Test
    void passesTheDigestsOfTheNationalAuthority() throws Exception {
        TestAsic container = two();
        String signature = "META-INF/signature.p7s";
        byte[] manifest = container.manifest(signature,
                "urn:ietf:params:xml:ns:pkigovkz:xmlsec:algorithms:gostr34112015-512", DigestAlgorithm.STREEBOG_512,
                "договор №1.txt", "b/annex.txt");
        container.file("META-INF/ASiCManifest.xml", manifest).file(signature,
                TestCms.by(bob).over(manifest).detached().build());
        assertThat(only(container.build()).status()).isEqualTo(Indication.PASSED);
        assertThat(only(container.build()).algorithm()).isEqualTo("GOST R 34.10-2012-512");
    }

    @Test
    void tellsWhatASignatureDoesNotCoverAndLeavesOpenWhatNobodySigned() throws Exception {
        byte[] both = two().signed(1, alice, "договор №1.txt").signed(2, bob, "b/annex.txt").build();
        Verdict verdict = examined(both);
        assertThat(verdict.status()).isEqualTo(Indication.PASSED);
        assertThat(DESK.read(both).signatures().getFirst().remarks()).singleElement().asString()
                .contains("does not cover 'b/annex.txt'");
        SignatureReport report = only(two().signed(1, alice, "договор №1.txt").build());
        assertThat(report.status()).isEqualTo(Indication.INDETERMINATE);
        assertThat(report.subIndication()).isEqualTo("FORMAT_FAILURE");
        assertThat(report.authenticity().reason()).contains("nobody signed 'b/annex.txt'");
    }

    @Test
    void doesNotTakeABrokenSignatureAsCover() throws Exception {
        TestAsic container = two().signed(1, alice, "договор №1.txt").signed(2, bob, "b/annex.txt");
        Verdict verdict = examined(container.file("b/annex.txt", "other").build());
        assertThat(verdict.signatures()).extracting(SignatureReport::status)
                .containsExactly(Indication.INDETERMINATE, Indication.FAILED);
    }

    @Test
    void failsAlteredFilesAndLeavesMissingOnesOpen() throws Exception {
        byte[] altered = two().signed(1, alice, "договор №1.txt", "b/annex.txt").file("b/annex.txt", "Annex").build();
        assertThat(only(altered).subIndication()).isEqualTo("HASH_FAILURE");
        assertThat(only(altered).authenticity().reason()).contains("b/annex.txt");
        byte[] missing = TestAsic.extended().file("a", "a").signed(1, alice, "a", "gone").build();
        assertThat(only(missing).status()).isEqualTo(Indication.INDETERMINATE);
        assertThat(only(missing).subIndication()).isEqualTo("SIGNED_DATA_NOT_FOUND");
        byte[] simple = TestAsic.simple().file("contract.txt", "Contract").file("META-INF/signature.p7s",
                TestCms.by(alice).over("contract".getBytes(StandardCharsets.UTF_8)).detached().build()).build();
        assertThat(only(simple).subIndication()).isEqualTo("HASH_FAILURE");
    }

    @Test
    void failsAnAlteredManifestAndWeakDigests() throws Exception {
        TestAsic container = two().signed(1, alice, "договор №1.txt");
        container.file("META-INF/ASiCManifest001.xml", container.manifest("META-INF/signature001.p7s",
                TestAsic.SHA256, DigestAlgorithm.SHA_256, "договор №1.txt", "b/annex.txt"));
        assertThat(only(container.build()).subIndication()).isEqualTo("HASH_FAILURE");
        TestAsic weak = TestAsic.extended().file("a", "a");
        byte[] manifest = weak.manifest("META-INF/signature.p7s", "http://www.w3.org/2000/09/xmldsig#sha1",
                DigestAlgorithm.SHA_1, "a");
        weak.file("META-INF/ASiCManifest.xml", manifest).file("META-INF/signature.p7s",
                TestCms.by(alice).over(manifest).detached().build());
        assertThat(only(weak.build()).subIndication()).isEqualTo("CRYPTO_CONSTRAINTS_FAILURE");
    }

    @Test
    void failsASignatureThatNoManifestOrMoreThanOneNames() throws Exception {
        TestAsic loose = two().signed(1, alice, "договор №1.txt", "b/annex.txt");
        loose.file("META-INF/signature009.p7s", TestCms.by(bob).detached().build());
        Verdict verdict = examined(loose.build());
        assertThat(verdict.signatures()).extracting(SignatureReport::status).containsExactly(Indication.PASSED,
                Indication.FAILED);
        TestAsic twice = two().signed(1, alice, "договор №1.txt", "b/annex.txt");
        twice.file("META-INF/ASiCManifest007.xml", twice.manifest("META-INF/signature001.p7s", TestAsic.SHA256,
                DigestAlgorithm.SHA_256, "b/annex.txt"));
        assertThat(only(twice.build()).status()).isEqualTo(Indication.FAILED);
        TestAsic own = two();
        own.file("META-INF/signature001.p7s", TestCms.by(alice).over(own.manifest("META-INF/signature001.p7s",
                TestAsic.SHA256, DigestAlgorithm.SHA_256, "b/annex.txt")).build());
        assertThat(only(own.build()).status()).isEqualTo(Indication.FAILED);
    }

    @Test
    void takesTheTimeOfAnArchiveManifest() throws Exception {
        TestAsic container = two().signed(1, alice, "договор №1.txt", "b/annex.txt");
        Instant stampedAt = NOW.minus(Duration.ofDays(5));
        byte[] manifest = container.manifest("META-INF/timestamp001.tst", TestAsic.SHA256, DigestAlgorithm.SHA_256,
                "META-INF/signature001.p7s", "b/annex.txt");
        container.file("META-INF/ASiCArchiveManifest001.xml", manifest).file("META-INF/timestamp001.tst",
                TestCms.token(root.timestamper(TestKey.ec()), manifest, stampedAt));
        SignatureReport report = only(container.build());
        assertThat(report.bestSignatureTime()).isEqualTo(stampedAt);
        container.file("b/annex.txt", "other");
        assertThat(only(container.build()).bestSignatureTime()).isEqualTo(NOW);
    }

    @Test
    void refusesAContainerThatNobodySigned() throws Exception {
        byte[] stamped = TestAsic.simple().file("a", "a")
                .file("META-INF/timestamp.tst", TestCms.token(root.timestamper(TestKey.ec()), new byte[]{'a'}, NOW))
                .build();
        assertThatThrownBy(() -> DESK.read(stamped)).isInstanceOf(MalformedSignature.class)
                .hasMessageContaining("nobody signed");
        byte[] plain = TestAsic.extended().file("a", "a").build();
        assertThatThrownBy(() -> DESK.read(plain)).isInstanceOf(MalformedSignature.class)
                .hasMessageContaining("without a signature");
        byte[] empty = TestAsic.simple().file("a", "a").file("b", "b").build();
        assertThatThrownBy(() -> DESK.read(empty)).isInstanceOf(MalformedSignature.class)
                .hasMessageContaining("2 files");
    }

    @Test
    void failsWhenOtherContentIsBroughtBeside() throws Exception {
        byte[] zip = good();
        Set<DigestAlgorithm> digests = Set.of(DigestAlgorithm.SHA_256);
        SignedContainer container = DESK.read(zip);
        assertThat(DESK.examine(container, ContentDigests.of(zip, digests), trust, NOW).status())
                .isEqualTo(Indication.PASSED);
        assertThat(DESK.examine(container, ContentDigests.of(new byte[]{1}, digests), trust, NOW).signatures()
                .getFirst().subIndication()).isEqualTo("HASH_FAILURE");
    }

    @Test
    void asksThePortForSignaturesInXml() throws Exception {
        byte[] contract = "contract".getBytes(StandardCharsets.UTF_8);
        byte[] zip = TestAsic.extended().file("contract.txt", contract).file("extra.txt", "x")
                .file("META-INF/signatures001.xml", "<signed/>").build();
        assertThat(only(zip).status()).isEqualTo(Indication.INDETERMINATE);
        SignedContainer cms = new CmsFormat().read(TestCms.by(alice).over(contract).build(), 100_000);
        for (Set<String> covered : List.of(Set.of("contract.txt", "extra.txt"), Set.of("contract.txt"),
                Set.<String>of())) {
            SignaturesInAsic port = (document, files) -> {
                assertThat(new String(document, StandardCharsets.UTF_8)).isEqualTo("<signed/>");
                assertThat(files).containsKeys("contract.txt", "extra.txt", "META-INF/signatures001.xml");
                return new SignaturesInAsic.Found(
                        List.of(new SignaturesInAsic.Covering(cms.signatures().getFirst(), covered)),
                        cms.certificates(), List.of());
            };
            SignatureDesk desk = new SignatureDesk(SignatureDesk.BYTES_MAX, VerificationPolicy.documents(),
                    List.of(new AsicFormat(port)));
            Verdict verdict = desk.examine(desk.read(zip), ContentDigests.none(), trust, NOW);
            assertThat(verdict.status()).isEqualTo(
                    covered.size() == 2 ? Indication.PASSED : Indication.INDETERMINATE);
        }
    }

    // --- zip -------------------------------------------------------------------------------------------------------

    private static void refuses(byte[] zip, String told) {
        assertThatThrownBy(() -> DESK.read(zip)).isInstanceOf(MalformedSignature.class).hasMessageContaining(told);
    }

    private static byte[] replaced(byte[] bytes, String old, String now, int... which) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int at = -1;
        for (int i = 0; i <= (which.length == 0 ? 0 : which[0]); i++) {
            at = text.indexOf(old, at + 1);
            assertThat(at).isNotNegative();
        }
        byte[] other = bytes.clone();
        System.arraycopy(now.getBytes(StandardCharsets.ISO_8859_1), 0, other, at, now.length());
        return other;
    }

    private static byte[] flipped(byte[] bytes, int at, int with) {
        byte[] other = bytes.clone();
        other[at] = (byte) with;
        return other;
    }

    @Test
    void refusesWhatTwoReadersWouldUnpackDifferently() throws Exception {
        byte[] zip = good();
        refuses(replaced(zip, "b/annex.txt", "b/annex.doc"), "headers of");
        refuses(replaced(zip, "b/annex.txt", "b/annex.doc", 1), "headers of");
        byte[] longer = Arrays.copyOf(zip, zip.length + 1);
        refuses(longer, "end of the directory");
        String comment = "mimetype=application/vnd.etsi.asic-e+zip";
        byte[] told = (new String(zip, StandardCharsets.ISO_8859_1) + comment).getBytes(StandardCharsets.ISO_8859_1);
        told[zip.length - 2] = (byte) comment.length();
        assertThat(only(told).status()).isEqualTo(Indication.PASSED);
        refuses(replaced(told, comment, comment.replace('=', ':')), "end of the directory");
        byte[] before = new byte[zip.length + 4];
        System.arraycopy("PK\3\4".getBytes(StandardCharsets.ISO_8859_1), 0, before, 0, 4);
        System.arraycopy(zip, 0, before, 4, zip.length);
        assertThatThrownBy(() -> new AsicFormat().read(before, SignatureDesk.BYTES_MAX))
                .isInstanceOf(MalformedSignature.class);
        byte[] twins = TestAsic.extended().file("aa", "1").file("ab", "2").signed(1, alice, "aa", "ab").build();
        byte[] twin = twins.clone();
        String text = new String(twins, StandardCharsets.ISO_8859_1);
        for (int at = text.indexOf("ab"); at >= 0; at = text.indexOf("ab", at + 1)) {
            if (text.startsWith("PK", at - 30) || text.startsWith("PK", at - 46)) {
                twin[at + 1] = 'a';
            }
        }
        refuses(twin, "two files named");
        int central = new String(zip, StandardCharsets.ISO_8859_1).indexOf("PK\1\2");
        refuses(flipped(zip, central + 8, 1), "encrypted");
        refuses(flipped(zip, central + 10, 9), "unknown way");
        refuses(flipped(zip, central + 20, 3), "differ");
        refuses(flipped(zip, central + 23, 0xff), "beyond");
        refuses(flipped(zip, central + 32, 1), "comment");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "/x", "a/../b", "a\\b", "c:x", "a//b", "./x", "x\u0001"})
    void refusesNamesThatLeadElsewhere(String name) throws Exception {
        refuses(TestAsic.extended().file(name, "x").build(), "name");
    }

    @Test
    void refusesFoldersThatHideFiles() throws Exception {
        refuses(two().signed(1, alice, "b/annex.txt").file("meta-inf/c.txt", "c").build(), "unusual letters");
        refuses(two().signed(1, alice, "b/annex.txt").file("d/", "d").build(), "folder with content");
        byte[] folder = two().file("b/", "").signed(1, alice, "договор №1.txt", "b/annex.txt").build();
        assertThat(only(folder).status()).isEqualTo(Indication.PASSED);
    }

    @Test
    void refusesBombsAndCrowds() throws Exception {
        refuses(TestAsic.extended().file("zeros", new byte[8 * 1024 * 1024]).build(), "too many bytes");
        TestAsic crowd = TestAsic.extended();
        for (int i = 0; i < 1001; i++) {
            crowd.file("f" + i, "");
        }
        refuses(crowd.build(), "entries");
        byte[] noise = new byte[600_000];
        new Random(1).nextBytes(noise);
        byte[] large = TestAsic.extended().file("a", noise).file("b", noise).build();
        assertThatThrownBy(() -> new AsicFormat().read(large, 1_000_000)).hasMessageContaining("more than 1000000");
        byte[] letters = "abcdefghij".repeat(60_000).getBytes(StandardCharsets.US_ASCII);
        byte[] packed = TestAsic.extended().file("a", mixed(letters)).file("b", mixed(letters)).build();
        assertThat(packed.length).isLessThan(1_000_000);
        assertThatThrownBy(() -> new AsicFormat().read(packed, 1_000_000)).hasMessageContaining("too many bytes");
    }

    private static byte[] mixed(byte[] letters) {
        Random random = new Random(2);
        byte[] mixed = letters.clone();
        for (int i = 0; i < mixed.length; i += 40) {
            mixed[i] = (byte) random.nextInt(256);
        }
        return mixed;
    }

    @Test
    void refusesAMimetypeInAnotherPlace() throws Exception {
        byte[] late = TestAsic.untyped().file("a", "a").file("mimetype", "application/vnd.etsi.asic-e+zip").build();
        refuses(TestAsic.extended().file("mimetype", "application/zip").file("META-INF/x", "").file("a", "a").build(),
                "mimetype");
        assertThatThrownBy(() -> new AsicFormat().read(late, 100_000)).hasMessageContaining("mimetype");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("mimetype"));
            zip.write("application/vnd.etsi.asic-e+zip".getBytes(StandardCharsets.US_ASCII));
            zip.closeEntry();
        }
        assertThatThrownBy(() -> new AsicFormat().read(bytes.toByteArray(), 100_000)).hasMessageContaining("mimetype");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>", "<x/>", "<", "", "<a:ASiCManifest xmlns:a='b'/>",
            "<a:ASiCManifest xmlns:a='http://uri.etsi.org/02918/v1.2.1#'/>",
            "<!DOCTYPE x SYSTEM 'http://127.0.0.1:1/x'><x/>"})
    void refusesManifestsThatAreNone(String xml) throws Exception {
        refuses(two().signed(1, alice, "b/annex.txt").file("META-INF/ASiCManifest001.xml", xml).build(),
                "ASiCManifest001");
    }

    @Test
    void boundsManifests() throws Exception {
        String deep = "<a>".repeat(100) + "</a>".repeat(100);
        String head = "<m:ASiCManifest xmlns:m='http://uri.etsi.org/02918/v1.2.1#'>";
        refuses(two().file("META-INF/ASiCManifest.xml", head + deep + "</m:ASiCManifest>").build(), "deep");
        refuses(two().file("META-INF/ASiCManifest.xml", head + "<a/>".repeat(30_000) + "</m:ASiCManifest>").build(),
                "many");
        byte[] noise = new byte[1_100_000];
        new Random(3).nextBytes(noise);
        refuses(two().file("META-INF/ASiCManifest.xml", noise).build(), "more than");
    }

    /** The reference that counts is where the schema has it, not inside something else. */
    @Test
    void ignoresReferencesInWrongPlaces() throws Exception {
        TestAsic container = TestAsic.extended().file("a", "a").file("b", "b");
        String good = new String(container.manifest("META-INF/signature.p7s", TestAsic.SHA256,
                DigestAlgorithm.SHA_256, "a", "b"), StandardCharsets.UTF_8);
        int second = good.lastIndexOf("<asic:DataObjectReference");
        int end = good.lastIndexOf("</asic:ASiCManifest>");
        byte[] nested = (good.substring(0, second) + "<asic:Extension>" + good.substring(second, end)
                + "</asic:Extension>" + good.substring(end)).getBytes(StandardCharsets.UTF_8);
        container.file("META-INF/ASiCManifest.xml", nested).file("META-INF/signature.p7s",
                TestCms.by(alice).over(nested).detached().build());
        assertThat(only(container.build()).status()).isEqualTo(Indication.INDETERMINATE);
        assertThat(only(container.build()).authenticity().reason()).contains("nobody signed 'b'");
    }

    private boolean passes(byte[] zip) {
        try {
            return examined(zip).status() == Indication.PASSED;
        } catch (MalformedSignature malformed) {
            assertThat(malformed.getMessage()).isNotBlank();
            return false;
        } catch (Exception other) {
            throw new IllegalStateException(other);
        }
    }

    @ParameterizedTest
    @CsvSource({"1,e", "2,e", "3,s"})
    void passesNoMutationThatUnpacksToOtherFiles(long seed, String kind) throws Exception {
        byte[] whole = kind.equals("e") ? good() : simple(TestAsic.simple());
        Map<String, byte[]> files = ZipFiles.read(whole, 100_000);
        assertThat(passes(whole)).isTrue();
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            byte[] mutant = whole.clone();
            int at = random.nextInt(mutant.length);
            switch (random.nextInt(4)) {
                case 0 -> mutant = Arrays.copyOf(mutant, at);
                case 1 -> Arrays.fill(mutant, at, Math.min(mutant.length, at + random.nextInt(40)),
                        (byte) random.nextInt(256));
                default -> mutant[at] = (byte) random.nextInt(256);
            }
            if (passes(mutant)) {
                Map<String, byte[]> now = ZipFiles.read(mutant, 100_000);
                for (String name : List.of("договор №1.txt", "b/annex.txt", "contract.txt")) {
                    assertThat(now.get(name)).as("%s at %d of seed %d", name, at, seed).isEqualTo(files.get(name));
                }
            }
        }
    }

    @Test
    void recognisesByMimetypeOrMetaInf() throws Exception {
        AsicFormat format = new AsicFormat();
        assertThat(format.recognises(good())).isTrue();
        assertThat(format.recognises(simple(TestAsic.untyped()))).isTrue();
        assertThat(format.recognises(TestAsic.untyped().file("a", "a").build())).isFalse();
        assertThat(format.recognises(new byte[0])).isFalse();
        assertThat(format.recognises("PK".getBytes(StandardCharsets.US_ASCII))).isFalse();
    }
}
