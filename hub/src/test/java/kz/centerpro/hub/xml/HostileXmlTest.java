package kz.centerpro.hub.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import kz.centerpro.hub.certificate.Indication;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.TrustSnapshot;
import kz.centerpro.hub.pkitest.TestAuthority.Holder;
import kz.centerpro.hub.pkitest.TestCms;
import kz.centerpro.hub.pkitest.TestKey;
import kz.centerpro.hub.signature.ContentDigests;
import kz.centerpro.hub.signature.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Documents made to break the reader, and every accident on the way. */
class HostileXmlTest {

    private static final int MUTANTS = 150;

    private final Verdicts verdicts = new Verdicts();
    private final Holder alice = verdicts.root.signer("CN=Alice", TestKey.ec());
    private final TrustSnapshot trust = verdicts.trust();

    HostileXmlTest() throws Exception {}

    private void refused(String xml, String reason) {
        assertThatThrownBy(() -> Verdicts.DESK.read(xml.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MalformedSignature.class).hasMessageContaining(reason);
    }

    private String signed() {
        return new String(TestXml.by(alice).enveloped().build(TestXml.DOCUMENT), StandardCharsets.UTF_8);
    }

    @Test
    void refusesEveryDocumentType() {
        String entity = "<!ENTITY a 'aaaaaaaaaaaaaaaaaaaa'>";
        for (char name = 'b'; name < 'k'; name++) {
            char before = (char) (name - 1);
            entity += "<!ENTITY " + name + " '" + ("&" + before + ";").repeat(10) + "'>";
        }
        for (String type : List.of("<!DOCTYPE r>", "<!DOCTYPE r [" + entity + "]>",
                "<!DOCTYPE r SYSTEM \"file:///etc/passwd\">", "<!DOCTYPE r SYSTEM \"http://127.0.0.1:9/r.dtd\">",
                "<!DOCTYPE r PUBLIC \"-//x\" \"http://127.0.0.1:9/r.dtd\">",
                "<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>",
                "<!DOCTYPE r [<!ENTITY % x SYSTEM \"http://127.0.0.1:9/x\"> %x;]>",
                "<!DOCTYPE r [<!ATTLIST r id ID #IMPLIED>]>")) {
            refused(type + "<r>&j;</r>", "DOCTYPE");
            refused("<?xml version=\"1.0\"?>" + type + signed(), "DOCTYPE");
        }
    }

    @Test
    void refusesWhatIsNoDocument() {
        for (String text : List.of("<", "<a", "<a>", "<a></b>", "<a b='1' b='2'/>", "<a/><b/>", "<a>&x;</a>",
                "<a>&#0;</a>", "<a>&#xFFFF;</a>", "<a xmlns:b=''/>", "<b:a/>", "<?xml?><a/>",
                " <?xml version='1.0'?><a/>",
                "<a>]]></a>", "<a><!-- -- --></a>", "<xml:a xmlns:xml='u'/>")) {
            refused(text, "");
        }
        refused("<a/>", "not signed");
        refused("<?xml version='1.1'?><a/>", "1.1");
        refused("<?xml version='1.0' encoding='cp037'?><a/>", "cp037");
        refused("<?xml version='1.0' encoding='UTF-7'?><a/>", "utf-7");
        refused("<?xml version='1.0'" + " ".repeat(300) + "encoding='windows-1251'?><a/>", "XML declaration");
        byte[] broken = {'<', 'a', '>', (byte) 0xc3, 0x28, '<', '/', 'a', '>'};
        assertThatThrownBy(() -> Verdicts.DESK.read(broken)).isInstanceOf(MalformedSignature.class);
        assertThatThrownBy(() -> Verdicts.DESK.read(new byte[0])).isInstanceOf(MalformedSignature.class);
    }

    @Test
    void recognisesXmlAlone() {
        XmlFormat format = new XmlFormat();
        for (String text : List.of("<a/>", "\ufeff<a/>", " \r\n\t<a/>")) {
            assertThat(format.recognises(text.getBytes(StandardCharsets.UTF_8))).isTrue();
            assertThat(format.recognises(text.strip().getBytes(StandardCharsets.UTF_16))).isTrue();
            assertThat(format.recognises(text.strip().getBytes(StandardCharsets.UTF_16LE))).isTrue();
        }
        for (String text : List.of("", " ", "MIIB", "-----BEGIN CMS-----", "PK\u0003\u0004", "%PDF-1.7")) {
            assertThat(format.recognises(text.getBytes(StandardCharsets.ISO_8859_1))).isFalse();
        }
        assertThat(format.recognises(new byte[]{0x30, 0x3c})).isFalse();
    }

    @Test
    @Timeout(60)
    void keepsItsBounds() {
        refused("<a>".repeat(129) + "</a>".repeat(129), "");
        refused("<a>".repeat(1_000_000), "");
        refused("<a>" + "<b/>".repeat(DocumentReader.ELEMENTS_MAX) + "</a>", "elements");
        StringBuilder attributes = new StringBuilder("<a");
        StringBuilder namespaces = new StringBuilder();
        for (int i = 0; i < 129; i++) {
            attributes.append(" b").append(i).append("=''");
        }
        for (int i = 0; i < 257; i++) {
            namespaces.append(i % 100 == 0 ? "<a" : "").append(" xmlns:n").append(i).append("='u'")
                    .append(i % 100 == 99 || i == 256 ? ">" : "");
        }
        refused(attributes + "/>", "");
        refused(namespaces + "</a></a></a>", "namespace declarations");
        refused("<a>" + "<!---->".repeat(100_001) + "</a>", "comments");
        refused("<a>" + ("<ds:Signature xmlns:ds='" + Vocabulary.DSIG + "'/>").repeat(33) + "</a>", "32 signatures");
        refused(signed().replaceFirst("(?s)(<ds:Reference .*</ds:Reference>)", "$1".repeat(33)), "33 references");
        refused(signed().replaceFirst("(?s)(<ds:Transform .*</ds:Transform>)", "$1$1$1$1"), "8 transforms");
        refused("<a>" + "x".repeat(16 * 1024 * 1024) + "</a>", "more than");
        refused(signed().replaceFirst("(?s)(<ds:X509Certificate>.*</ds:X509Certificate>)", "$1".repeat(65)),
                "certificates");
    }

    /** A few thousand references may each name the whole document; the work for them all is bounded. */
    @Test
    @Timeout(60)
    void boundsTheWorkOfAllReferencesTogether() throws Exception {
        Holder gost = verdicts.root.signer("CN=Gost", TestKey.gost2004());
        String many = new String(TestXml.by(gost).enveloped()
                .build("<a>" + "<b>x</b>".repeat(60_000) + "</a>"), StandardCharsets.UTF_8)
                .replaceFirst("(?s)(<ds:Reference .*</ds:Reference>)", "$1".repeat(32))
                .replaceFirst("(?s)(<ds:Signature .*</ds:Signature>)", "$1".repeat(32));
        refused(many, "more than is digested");
    }

    @Test
    @Timeout(60)
    void readsALargeDocument() throws Exception {
        String large = "<a>" + "<строка номер='1'>товар</строка>".repeat(50_000) + "<t>" + "x".repeat(2_000_000)
                + "</t></a>";
        byte[] xml = TestXml.by(verdicts.root.signer("CN=Alice", TestKey.gost())).enveloped().build(large);
        assertThat(verdicts.only(xml).status()).isEqualTo(Indication.PASSED);
    }

    private List<byte[]> originals() throws Exception {
        Holder stamps = verdicts.root.timestamper(TestKey.ec());
        Holder gost = verdicts.root.signer("CN=Gost", TestKey.gost256());
        byte[] one = TestXml.by(alice).enveloped().advanced()
                .stamped(octets -> TestCms.token(stamps, octets, Verdicts.NOW)).build(TestXml.DOCUMENT);
        byte[] two = TestXml.by(gost).named("two").enveloped().build(one);
        byte[] object = TestXml.by(alice).covering("#o", TestXml.EXC)
                .holding("<ds:Object Id=\"o\"><сумма>1000</сумма></ds:Object>").enveloping();
        byte[] soap = TestXml.by(alice).covering("#b", TestXml.EXC).within(WsSecurityTest.envelope(
                "http://schemas.xmlsoap.org/soap/envelope/", "", WsSecurityTest.body("b")), "wsse:Security");
        byte[] beside = TestXml.by(alice).covering("#d", TestXml.C14N).build("<p><d Id='d'>1000</d></p>");
        return List.of(one, two, object, soap, beside);
    }

    /** What a reader takes from the document: everything but signatures, headers, names that need no signature. */
    private static String content(byte[] xml) {
        Document document = TestXml.parsed(xml);
        NodeList signatures = document.getElementsByTagNameNS(Vocabulary.DSIG, "Signature");
        StringBuilder objects = new StringBuilder();
        NodeList held = document.getElementsByTagNameNS(Vocabulary.DSIG, "Object");
        for (int i = 0; i < held.getLength(); i++) {
            String text = new String(TestXml.canonical(held.item(i), TestXml.EXC), StandardCharsets.UTF_8);
            if (!text.contains("QualifyingProperties")) {
                objects.append(text);
            }
        }
        while (signatures.getLength() > 0 && !Dom.same(signatures.item(0), document.getDocumentElement())) {
            signatures.item(0).getParentNode().removeChild(signatures.item(0));
        }
        NodeList bodies = document.getElementsByTagName("s:Body");
        NodeList beside = document.getElementsByTagName("d");
        return objects.isEmpty()
                ? new String(TestXml.canonical(bodies.getLength() > 0
                        ? bodies.item(0)
                        : beside.getLength() > 0 ? beside.item(0) : document, TestXml.EXC), StandardCharsets.UTF_8)
                : objects.toString();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    @Timeout(120)
    void everyMutantEndsInAVerdictOrARefusalAndNoneForges(long seed) throws Exception {
        Random random = new Random(seed);
        int passed = 0;
        for (byte[] original : originals()) {
            assertThat(verdicts.of(original).status()).isEqualTo(Indication.PASSED);
            for (int i = 0; i < MUTANTS; i++) {
                byte[] mutant = mutant(original, random);
                if (passes(mutant)) {
                    passed++;
                    assertThat(content(mutant)).isEqualTo(content(original));
                }
            }
        }
        assertThat(passed).isLessThan(MUTANTS);
    }

    private boolean passes(byte[] mutant) {
        long start = System.nanoTime();
        try {
            Verdict verdict = Verdicts.DESK.examine(Verdicts.DESK.read(mutant), ContentDigests.none(), trust,
                    Verdicts.NOW);
            return verdict.status() == Indication.PASSED;
        } catch (MalformedSignature malformed) {
            assertThat(malformed.getMessage()).isNotBlank();
            return false;
        } finally {
            assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(5));
        }
    }

    /** One to three edits: a byte changed, a stretch taken out, doubled, or moved elsewhere. */
    private static byte[] mutant(byte[] original, Random random) {
        byte[] mutant = original.clone();
        for (int edits = random.nextInt(3); edits >= 0; edits--) {
            int at = random.nextInt(mutant.length);
            int length = Math.min(mutant.length - at, 1 + random.nextInt(random.nextInt(4) == 0 ? 400 : 8));
            byte[] head = Arrays.copyOf(mutant, at);
            byte[] piece = Arrays.copyOfRange(mutant, at, at + length);
            byte[] tail = Arrays.copyOfRange(mutant, at + length, mutant.length);
            mutant = switch (random.nextInt(4)) {
                case 0 -> joined(head, tail);
                case 1 -> joined(head, piece, piece, tail);
                case 2 -> joined(head, Arrays.copyOfRange(original, at / 2, at / 2 + 1), tail);
                default -> {
                    byte[] changed = mutant.clone();
                    changed[at] = (byte) random.nextInt(256);
                    yield changed;
                }
            };
        }
        return mutant;
    }

    private static byte[] joined(byte[]... pieces) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            joined.writeBytes(piece);
        }
        return joined.toByteArray();
    }

    @Test
    @Timeout(60)
    void refusesEveryTruncation() throws Exception {
        byte[] whole = originals().getFirst();
        for (int length = 0; length < whole.length; length += 3) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> Verdicts.DESK.read(cut)).isInstanceOf(MalformedSignature.class);
        }
    }

    /** BlockHound bites on these threads. */
    @Test
    void nothingBlocksOnVerifyThreads() throws Exception {
        List<byte[]> files = new ArrayList<>(originals());
        int originals = files.size() + 1;
        files.add(TestXml.by(verdicts.root.signer("CN=Old", TestKey.gost2004())).enveloped().build(TestXml.DOCUMENT));
        for (String wrong : List.of("<a>", "<!DOCTYPE a><a/>", "<a b='1' b='1'/>", "<a>&x;</a>", "<a/>",
                "<?xml version='1.0' encoding='windows-1251'?><a>&#0;</a>", signed().replace("1000", "<?p?>"),
                signed().replace("URI=\"\"", "URI=\"http://127.0.0.1:9/\""),
                signed().replace("ecdsa-sha256", "rsa-sha256"), "<a xmlns='../relative'>" + signed() + "</a>")) {
            files.add(wrong.getBytes(StandardCharsets.UTF_8));
        }
        Scheduler verify = Schedulers.newBoundedElastic(2, 64, "verify");
        try {
            for (byte[] file : files) {
                Mono<Boolean> judged = Mono.fromCallable(() -> passes(file)).subscribeOn(verify);
                assertThat(judged.block(Duration.ofSeconds(20))).isEqualTo(files.indexOf(file) < originals);
            }
        } finally {
            verify.dispose();
        }
    }
}
