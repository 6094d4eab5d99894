package kz.centerpro.hub.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.pkitest.TestAuthority.Holder;
import kz.centerpro.hub.pkitest.TestKey;
import kz.centerpro.hub.signature.Authenticity;
import kz.centerpro.hub.signature.ContentDigests;
import kz.centerpro.hub.signature.SignatureDesk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures over files that lie beside the document in a container. */
class BesideTest {

    private static final byte[] CONTRACT = "договор №1".getBytes(StandardCharsets.UTF_8);
    private static final byte[] ANNEX = {0, 1, 2, 3};
    private static final Map<String, byte[]> FILES = Map.of("договор 1+.pdf", CONTRACT, "a/b.bin", ANNEX);
    private static final String ROOT = "<asic:XAdESSignatures xmlns:asic=\"http://uri.etsi.org/02918/v1.2.1#\"/>";

    private final Verdicts verdicts = new Verdicts();
    private final Holder alice = verdicts.root.signer("CN=Alice", TestKey.gost());

    BesideTest() throws Exception {}

    private static String reference(String uri, byte[] content, String transforms) {
        return "<ds:Reference URI=\"" + uri + "\">" + transforms + "<ds:DigestMethod Algorithm=\""
                + "http://www.w3.org/2001/04/xmlenc#sha256\"/><ds:DigestValue>"
                + TestXml.base64(DigestAlgorithm.SHA_256.digest(content)) + "</ds:DigestValue></ds:Reference>";
    }

    private byte[] signed(String references) {
        return TestXml.by(alice).advanced().rawReference(references).build(ROOT);
    }

    private static XmlFormat.Beside read(byte[] xml, Map<String, byte[]> files) throws MalformedSignature {
        return new XmlFormat().readBeside(xml, SignatureDesk.BYTES_MAX, files);
    }

    private static Authenticity authenticity(XmlFormat.Covering signature) throws MalformedSignature {
        return signature.facts().authenticity(List.of(), ContentDigests.none());
    }

    @Test
    void tellsWhichFilesAreSigned() throws Exception {
        byte[] xml = signed(reference("%D0%B4%D0%BE%D0%B3%D0%BE%D0%B2%D0%BE%D1%80%201+.pdf", CONTRACT, "")
                + reference("a/b.bin", ANNEX, "<ds:Transforms></ds:Transforms>"));
        XmlFormat.Beside found = read(xml, FILES);
        assertThat(found.certificates()).hasSize(1);
        assertThat(found.signatures()).hasSize(1);
        assertThat(found.signatures().getFirst().covered()).isEqualTo(FILES.keySet());
        assertThat(authenticity(found.signatures().getFirst()).check().hasPassed()).isTrue();
        byte[] part = signed(reference("a/b.bin", ANNEX, ""));
        assertThat(read(part, FILES).signatures().getFirst().covered()).isEqualTo(Set.of("a/b.bin"));
        byte[] nothing = TestXml.by(alice).advanced().build(ROOT);
        assertThat(read(nothing, FILES).signatures().getFirst().covered()).isEmpty();
    }

    @Test
    void failsWhenAFileDiffersOrIsAbsent() throws Exception {
        byte[] xml = signed(reference("a/b.bin", ANNEX, ""));
        XmlFormat.Covering differs = read(xml, Map.of("a/b.bin", CONTRACT)).signatures().getFirst();
        assertThat(authenticity(differs).check().subIndication()).isEqualTo("HASH_FAILURE");
        assertThat(differs.covered()).isEmpty();
        XmlFormat.Covering absent = read(xml, Map.of("b.bin", ANNEX)).signatures().getFirst();
        assertThat(authenticity(absent).check().subIndication()).isEqualTo("FORMAT_FAILURE");
        assertThatThrownBy(() -> read(xml, Map.of())).isInstanceOf(MalformedSignature.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../a/b.bin", "/a/b.bin", "file:a/b.bin", "a/b.bin#x", "a/%zz", "http://evil.test/a/b.bin"})
    void refusesNamesOfAnythingElse(String uri) throws Exception {
        XmlFormat.Covering found = read(signed(reference(uri, ANNEX, "")), FILES).signatures().getFirst();
        assertThat(authenticity(found).check().subIndication()).isEqualTo("FORMAT_FAILURE");
        assertThat(found.covered()).isEmpty();
    }

    @Test
    void refusesTransformsOfFilesAndUnsignedObjects() throws Exception {
        byte[] transformed = signed(reference("a/b.bin", ANNEX,
                "<ds:Transforms><ds:Transform Algorithm=\"" + Vocabulary.DSIG + "base64\"/></ds:Transforms>"));
        assertThat(authenticity(read(transformed, FILES).signatures().getFirst()).check().reason())
                .contains("transform of a file");
        byte[] smuggling = TestXml.by(alice).advanced().rawReference(reference("a/b.bin", ANNEX, ""))
                .holding("<ds:Object>9000</ds:Object>").build(ROOT);
        assertThat(authenticity(read(smuggling, FILES).signatures().getFirst()).check().reason())
                .contains("not signed");
    }

    @Test
    void aDocumentThatStandsAloneNamesNoFiles() throws Exception {
        assertThat(verdicts.only(signed(reference("a/b.bin", ANNEX, ""))).subIndication())
                .isEqualTo("FORMAT_FAILURE");
    }
}
