package kz.centerpro.hub.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import kz.centerpro.contracts.party.SignatureRegime;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.Indication;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.TrustSnapshot;
import kz.centerpro.hub.certificate.VerificationPolicy;
import kz.centerpro.hub.pkitest.TestAuthority;
import kz.centerpro.hub.pkitest.TestCms;
import kz.centerpro.hub.pkitest.TestKey;
import kz.centerpro.hub.pkitest.TestPdf;
import kz.centerpro.hub.signature.ContentDigests;
import kz.centerpro.hub.signature.SignatureDesk;
import kz.centerpro.hub.signature.SignatureReport;
import kz.centerpro.hub.signature.SignedContainer;
import kz.centerpro.hub.signature.Verdict;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationText;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.apache.pdfbox.pdmodel.interactive.form.PDTextField;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signed PDF files, made by a library that the reader does not use: what passes, and what was done to them. */
class PdfFormatTest {

    private static final Instant NOW = Instant.parse("2026-06-01T10:00:00Z");
    private static final SignatureDesk DESK = new SignatureDesk(SignatureDesk.BYTES_MAX,
            VerificationPolicy.documents(), List.of(new PdfFormat()));

    private final TestAuthority root;
    private final TestAuthority.Holder alice;
    private final TestAuthority.Holder bob;

    PdfFormatTest() throws Exception {
        root = TestAuthority.root("Root", TestKey.ec());
        alice = root.signer("CN=Alice", TestKey.ec());
        bob = root.signer("CN=Bob", TestKey.gost());
    }

    private TrustSnapshot.Builder trusting() throws Exception {
        return TrustSnapshot.builder(1).anchor(root.certificate(), SignatureRegime.ES);
    }

    private Verdict examined(byte[] pdf) throws Exception {
        return DESK.examine(DESK.read(pdf), ContentDigests.none(),
                trusting().crl(root.crl(NOW.minus(Duration.ofDays(1)))).build(), NOW);
    }

    private static List<String> remarks(byte[] pdf, int signature) throws Exception {
        return DESK.read(pdf).signatures().get(signature).remarks();
    }

    private SignatureReport only(byte[] pdf) throws Exception {
        Verdict verdict = examined(pdf);
        assertThat(verdict.signatures()).hasSize(1);
        return verdict.signatures().getFirst();
    }

    private static byte[] replaced(byte[] pdf, String old, String now) {
        assertThat(old).hasSameSizeAs(now);
        String text = new String(pdf, StandardCharsets.ISO_8859_1);
        assertThat(text).contains(old);
        return text.replace(old, now).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] joined(byte[] one, byte[] other) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(one);
        all.writeBytes(other);
        return all.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void passesASignedFile(boolean packed) throws Exception {
        byte[] pdf = TestPdf.signed(TestPdf.plain(packed), alice);
        SignatureReport report = only(pdf);
        assertThat(report.status()).as("%s", report).isEqualTo(Indication.PASSED);
        assertThat(report.claimedSigningTime()).isEqualTo(Instant.parse("2026-06-01T09:00:00Z"));
        SignedContainer container = DESK.read(pdf);
        assertThat(container.format()).isEqualTo("PDF");
        assertThat(container.attachedContent()).isEqualTo(pdf);
        assertThat(container.digestsNeeded()).isEmpty();
        assertThat(container.signatures().getFirst().remarks()).isEmpty();
    }

    @Test
    void passesTheOlderKindAndGost() throws Exception {
        byte[] pdf = TestPdf.signed(TestPdf.plain(false), "adbe.pkcs7.detached",
                content -> TestCms.by(bob).over(content.readAllBytes()).detached().build());
        assertThat(only(pdf).status()).isEqualTo(Indication.PASSED);
        assertThat(only(pdf).algorithm()).isEqualTo("GOST R 34.10-2012-512");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void passesFurtherSignersAndSaysSo(boolean packed) throws Exception {
        byte[] pdf = TestPdf.signed(TestPdf.signed(TestPdf.plain(packed), alice), bob);
        Verdict verdict = examined(pdf);
        assertThat(verdict.status()).as("%s", verdict).isEqualTo(Indication.PASSED);
        assertThat(verdict.signatures()).hasSize(2);
        assertThat(remarks(pdf, 0)).singleElement().asString().startsWith("changed after signing: ")
                .contains("in 1 update").contains("only further signatures");
        assertThat(remarks(pdf, 1)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void takesTheTimeOfADocumentTimestampAndTheEvidenceOfTheStore(boolean packed) throws Exception {
        Instant stampedAt = NOW.minus(Duration.ofDays(9));
        TestAuthority issuer = root.below("Issuer", TestKey.ec());
        TestAuthority.Holder carol = issuer.signer("CN=Carol", TestKey.ec());
        byte[] signed = TestPdf.signed(TestPdf.plain(packed), "ETSI.CAdES.detached",
                content -> TestCms.by(carol).over(content.readAllBytes()).detached().claiming().build());
        byte[] stored = TestPdf.stored(signed, List.of(issuer.certificate()),
                List.of(issuer.ocsp(carol, CertificateStatus.GOOD, NOW, null, issuer.self())),
                List.of(root.crl(NOW.minus(Duration.ofDays(1)))));
        byte[] pdf = TestPdf.stamped(stored, root.timestamper(TestKey.ec()), stampedAt);
        TrustSnapshot trust = trusting().build();
        assertThat(DESK.examine(DESK.read(signed), ContentDigests.none(), trust, NOW).status())
                .isEqualTo(Indication.INDETERMINATE);
        SignatureReport report = DESK.examine(DESK.read(pdf), ContentDigests.none(), trust, NOW).signatures()
                .getFirst();
        assertThat(report.status()).as("%s", report).isEqualTo(Indication.PASSED);
        assertThat(report.bestSignatureTime()).isEqualTo(stampedAt);
        assertThat(remarks(pdf, 0)).singleElement().asString().contains("in 2 updates");
        byte[] foreign = pdf.clone();
        int at = new String(pdf, StandardCharsets.ISO_8859_1).lastIndexOf("/Contents <") + 11;
        assertThat(at).isGreaterThan(stored.length);
        foreign[at + 2000] = (byte) (foreign[at + 2000] == '0' ? '1' : '0');
        SignatureReport unstamped = DESK.examine(DESK.read(foreign), ContentDigests.none(), trust, NOW).signatures()
                .getFirst();
        assertThat(unstamped.bestSignatureTime()).isEqualTo(NOW);
    }

    @Test
    void refusesAFileThatNobodySigned() throws Exception {
        byte[] plain = TestPdf.plain(false);
        assertThatThrownBy(() -> DESK.read(plain)).isInstanceOf(MalformedSignature.class)
                .hasMessageContaining("no signature");
        byte[] stamped = TestPdf.stamped(plain, root.timestamper(TestKey.ec()), NOW);
        assertThatThrownBy(() -> DESK.read(stamped)).isInstanceOf(MalformedSignature.class)
                .hasMessageContaining("nobody signed");
    }

    @Test
    void refusesAnEncryptedFile() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PDDocument document = Loader.loadPDF(TestPdf.plain(false))) {
            document.protect(new StandardProtectionPolicy("owner", "user", new AccessPermission()));
            document.save(bytes);
        }
        assertThatThrownBy(() -> DESK.read(bytes.toByteArray())).isInstanceOf(MalformedSignature.class)
                .hasMessageContaining("encrypted");
    }

    @Test
    void failsWhenAnyByteOfWhatWasSignedDiffers() throws Exception {
        byte[] pdf = TestPdf.signed(TestPdf.plain(false), alice);
        byte[] other = replaced(pdf, "/MediaBox [0.0 0.0 200.0 200.0]", "/MediaBox [0.0 0.0 200.0 100.0]");
        assertThat(only(other).subIndication()).isEqualTo("HASH_FAILURE");
    }

    @Test
    void failsWhenOtherContentIsBroughtBeside() throws Exception {
        byte[] pdf = TestPdf.signed(TestPdf.plain(false), alice);
        SignedContainer container = DESK.read(pdf);
        TrustSnapshot trust = trusting().crl(root.crl(NOW)).build();
        java.util.Set<DigestAlgorithm> digests = java.util.Set.of(DigestAlgorithm.SHA_256);
        assertThat(DESK.examine(container, ContentDigests.of(pdf, digests), trust, NOW).status())
                .isEqualTo(Indication.PASSED);
        assertThat(DESK.examine(container, ContentDigests.of(new byte[]{1}, digests), trust, NOW).signatures()
                .getFirst().subIndication()).isEqualTo("HASH_FAILURE");
    }

    @Test
    void failsTheWeakKindAndLeavesUnknownKindsOpen() throws Exception {
        byte[] weak = TestPdf.signed(TestPdf.plain(false), "adbe.pkcs7.sha1",
                content -> TestCms.by(alice).over(DigestAlgorithm.SHA_1.digest(content.readAllBytes())).build());
        assertThat(only(weak).status()).isEqualTo(Indication.FAILED);
        assertThat(only(weak).subIndication()).isEqualTo("CRYPTO_CONSTRAINTS_FAILURE");
        byte[] unknown = TestPdf.signed(TestPdf.plain(false), "adbe.x509.rsa_sha1", _ -> new byte[]{4, 1, 0});
        assertThat(only(unknown).status()).isEqualTo(Indication.INDETERMINATE);
        byte[] attached = TestPdf.signed(TestPdf.plain(false), "ETSI.CAdES.detached",
                content -> TestCms.by(alice).over(content.readAllBytes()).build());
        assertThat(only(attached).subIndication()).isEqualTo("FORMAT_FAILURE");
    }

    private void failsAfter(boolean packed, TestPdf.Change change, String told) throws Exception {
        byte[] signed = TestPdf.signed(TestPdf.plain(packed), alice);
        byte[] changed = TestPdf.changed(signed, change);
        SignatureReport report = only(changed);
        assertThat(report.status()).as("%s", report).isEqualTo(Indication.FAILED);
        assertThat(report.subIndication()).isEqualTo("FORMAT_FAILURE");
        assertThat(report.authenticity().reason()).startsWith("changed after signing").contains(told);
        assertThat(remarks(changed, 0)).singleElement().asString().startsWith("changed after signing");
        Verdict both = examined(TestPdf.signed(changed, bob));
        assertThat(both.signatures()).extracting(SignatureReport::status).containsExactly(Indication.FAILED,
                Indication.PASSED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void failsWhenAPageWasChangedAfterSigning(boolean packed) throws Exception {
        failsAfter(packed, document -> {
            PDPage page = document.getPage(0);
            try (PDPageContentStream content = new PDPageContentStream(document, page,
                    PDPageContentStream.AppendMode.APPEND, true)) {
                content.addRect(0, 0, 100, 100);
                content.fill();
            }
            page.getCOSObject().setNeedToBeUpdated(true);
        }, "a Page");
        failsAfter(packed, document -> {
            PDPage page = document.getPage(1);
            page.setMediaBox(new PDRectangle(10, 10));
            page.getCOSObject().setNeedToBeUpdated(true);
        }, "a Page");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void failsWhenPagesOrAnnotationsOrFieldsWereAdded(boolean packed) throws Exception {
        failsAfter(packed, document -> {
            document.addPage(new PDPage());
            COSDictionary pages = document.getDocumentCatalog().getPages().getCOSObject();
            pages.setNeedToBeUpdated(true);
        }, "a Pages");
        failsAfter(packed, document -> {
            PDAnnotationText note = new PDAnnotationText();
            note.setRectangle(new PDRectangle(10, 10, 10, 10));
            note.setContents("paid");
            note.getCOSObject().setNeedToBeUpdated(true);
            List<org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation> notes = document.getPage(0)
                    .getAnnotations();
            notes.add(note);
            document.getPage(0).setAnnotations(notes);
            document.getPage(0).getCOSObject().setNeedToBeUpdated(true);
        }, "changed");
        failsAfter(packed, document -> {
            PDAcroForm form = document.getDocumentCatalog().getAcroForm();
            PDTextField field = new PDTextField(form);
            field.setPartialName("sum");
            List<org.apache.pdfbox.pdmodel.interactive.form.PDField> fields = form.getFields();
            fields.add(field);
            form.setFields(fields);
            field.getCOSObject().setNeedToBeUpdated(true);
            form.getCOSObject().setNeedToBeUpdated(true);
            document.getDocumentCatalog().getCOSObject().setNeedToBeUpdated(true);
        }, "form");
        failsAfter(packed, document -> {
            COSDictionary action = new COSDictionary();
            action.setName(COSName.S, "JavaScript");
            action.setItem("JS", new COSString("app.alert(1)"));
            document.getDocumentCatalog().getCOSObject().setItem("OpenAction", action);
            document.getDocumentCatalog().getCOSObject().setNeedToBeUpdated(true);
        }, "a Catalog");
    }

    @Test
    void leavesOpenWhatANewVisibleSignatureMayHide() throws Exception {
        byte[] pdf = TestPdf.signedVisibly(TestPdf.signed(TestPdf.plain(false), alice), bob);
        Verdict verdict = examined(pdf);
        assertThat(verdict.signatures()).extracting(SignatureReport::status)
                .containsExactly(Indication.INDETERMINATE, Indication.PASSED);
        assertThat(verdict.signatures().getFirst().authenticity().reason()).contains("draws on a page");
        byte[] first = TestPdf.signedVisibly(TestPdf.plain(false), alice);
        assertThat(only(first).status()).isEqualTo(Indication.PASSED);
    }

    @Test
    void passesChangedDocumentInformation() throws Exception {
        byte[] pdf = TestPdf.changed(TestPdf.signed(TestPdf.plain(false), alice), document -> {
            document.getDocumentInformation().setProducer("another");
            document.getDocumentInformation().getCOSObject().setNeedToBeUpdated(true);
        });
        assertThat(only(pdf).status()).isEqualTo(Indication.PASSED);
        assertThat(remarks(pdf, 0)).singleElement().asString().contains("document information");
    }

    @Test
    void failsWhenCertifiedAgainstChangesAndSignedAgain() throws Exception {
        byte[] certified = TestPdf.changed(TestPdf.plain(false), document -> {
            var signature = TestPdf.signature("ETSI.CAdES.detached");
            COSDictionary parameters = new COSDictionary();
            parameters.setInt("P", 1);
            COSDictionary reference = new COSDictionary();
            reference.setName("TransformMethod", "DocMDP");
            reference.setItem("TransformParams", parameters);
            reference.setDirect(true);
            parameters.setDirect(true);
            COSArray references = new COSArray();
            references.add(reference);
            references.setDirect(true);
            signature.getCOSObject().setItem("Reference", references);
            document.addSignature(signature,
                    content -> TestCms.by(alice).over(content.readAllBytes()).detached().claiming().build());
        });
        assertThat(only(certified).status()).isEqualTo(Indication.PASSED);
        assertThat(examined(TestPdf.stamped(certified, root.timestamper(TestKey.ec()), NOW.minusSeconds(9))).status())
                .isEqualTo(Indication.PASSED);
        Verdict again = examined(TestPdf.signed(certified, bob));
        assertThat(again.signatures().getFirst().authenticity().reason()).contains("certified");
        assertThat(again.signatures().getFirst().status()).isEqualTo(Indication.FAILED);
    }

    // --- attacks by hand -------------------------------------------------------------------------------------------

    /** Appends an incremental update in text: objects by number, and what the trailer says beside. */
    private static byte[] update(byte[] pdf, String trailer, String... objects) {
        String text = new String(pdf, StandardCharsets.ISO_8859_1);
        int previous = Integer.parseInt(text.substring(text.lastIndexOf("startxref") + 9,
                text.lastIndexOf("%%EOF")).strip());
        StringBuilder all = new StringBuilder(text).append('\n');
        StringBuilder table = new StringBuilder("xref\n");
        for (String object : objects) {
            table.append(object, 0, object.indexOf(' ')).append(" 1\n")
                    .append("%010d 00000 n \n".formatted(all.length()));
            all.append(object).append("\nendobj\n");
        }
        int start = all.length();
        all.append(table).append("trailer\n<</Size 100/Prev ").append(previous).append(trailer)
                .append(">>\nstartxref\n").append(start).append("\n%%EOF\n");
        return all.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String rootOf(byte[] pdf) {
        String text = new String(pdf, StandardCharsets.ISO_8859_1);
        int at = text.lastIndexOf("/Root ");
        return text.substring(at, text.indexOf('R', at + 6) + 1);
    }

    /** A small file in text with one signature field, signed over all but its contents. */
    private byte[] handmade(String pageExtra, String catalogExtra, String... more) throws IOException {
        return handmade(0, pageExtra, catalogExtra, more);
    }

    /**
     * @param cut
     *            bytes at the end that the signature does not cover
     */
    private byte[] handmade(int cut, String pageExtra, String catalogExtra, String... more) throws IOException {
        StringBuilder text = new StringBuilder("%PDF-1.7\n");
        List<String> objects = new java.util.ArrayList<>(List.of(
                "1 0 obj<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]/SigFlags 3>>" + catalogExtra + ">>",
                "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>",
                "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Annots[4 0 R]" + pageExtra + ">>",
                "4 0 obj<</Type/Annot/Subtype/Widget/FT/Sig/T(a)/Rect[0 0 0 0]/V 5 0 R/P 3 0 R>>"));
        objects.addAll(List.of(more));
        StringBuilder table = new StringBuilder();
        for (String object : objects) {
            table.append(object, 0, object.indexOf(' ')).append(" 1\n")
                    .append("%010d 00000 n \n".formatted(text.length()));
            text.append(object).append("\nendobj\n");
        }
        table.append("5 1\n").append("%010d 00000 n \n".formatted(text.length()));
        text.append("5 0 obj<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/ByteRange[0 ");
        int gap = text.length() + "AAAAAAAA BBBBBBBB CCCCCCCC]/Contents".length();
        int hole = 2 * 4000 + 2;
        String tail = ">>\nendobj\n";
        String trailer = "trailer\n<</Size 50/Root 1 0 R>>\nstartxref\n";
        int xref = gap + hole + tail.length();
        String end = tail + "xref\n" + table + trailer + xref + "\n%%EOF\n";
        text.append("%08d %08d %08d]/Contents".formatted(gap, gap + hole, end.length() - cut));
        byte[] covered = (text + end.substring(0, end.length() - cut)).getBytes(StandardCharsets.ISO_8859_1);
        byte[] cms = TestCms.by(alice).over(covered).detached().claiming().build();
        String contents = java.util.HexFormat.of().formatHex(java.util.Arrays.copyOf(cms, 4000));
        return (text + "<" + contents + ">" + end).getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void readsAFileMadeByHand() throws Exception {
        byte[] pdf = handmade("", "");
        assertThat(only(pdf).status()).as("%s", only(pdf)).isEqualTo(Indication.PASSED);
        byte[] spaced = joined(pdf, new byte[]{'\n', ' ', 0});
        assertThat(only(spaced).status()).isEqualTo(Indication.PASSED);
        String text = new String(pdf, StandardCharsets.ISO_8859_1);
        byte[] idle = joined(pdf, ("9 0 obj<</Type/Page>>endobj\n" + text.substring(text.lastIndexOf("startxref")))
                .getBytes(StandardCharsets.ISO_8859_1));
        assertThat(only(idle).status()).isEqualTo(Indication.INDETERMINATE);
        assertThat(only(idle).authenticity().reason()).contains("belong to no revision");
        assertThatThrownBy(() -> DESK.read(joined(pdf, "more".getBytes(StandardCharsets.US_ASCII))))
                .isInstanceOf(MalformedSignature.class);
        assertThatThrownBy(() -> DESK.read(joined("\n".getBytes(StandardCharsets.US_ASCII), pdf)))
                .isInstanceOf(MalformedSignature.class);
    }

    @Test
    void failsWhenAHoleOfTheSignedRevisionIsFilledLater() throws Exception {
        byte[] pdf = handmade("/Contents 30 0 R", "");
        assertThat(only(pdf).status()).isEqualTo(Indication.PASSED);
        byte[] filled = update(pdf, rootOf(pdf), "30 0 obj<</Length 2>>\nstream\nqQ\nendstream");
        assertThat(only(filled).authenticity().reason()).contains("hole");
        byte[] unused = update(pdf, rootOf(pdf), "31 0 obj<</Length 2>>\nstream\nqQ\nendstream");
        assertThat(only(unused).status()).isEqualTo(Indication.PASSED);
    }

    @Test
    void failsWhenValidationDataOrMetadataIsAlsoSomethingElse() throws Exception {
        String stream = "<</Type/Metadata/Length 2>>\nstream\n%s\nendstream";
        byte[] metadata = handmade("", "/Metadata 30 0 R", "30 0 obj" + stream.formatted("qQ"));
        assertThat(only(update(metadata, rootOf(metadata), "30 0 obj" + stream.formatted("QQ"))).status())
                .isEqualTo(Indication.PASSED);
        byte[] double1 = handmade("/Contents 30 0 R", "/Metadata 30 0 R", "30 0 obj" + stream.formatted("qQ"));
        assertThat(only(update(double1, rootOf(double1), "30 0 obj" + stream.formatted("QQ"))).status())
                .isEqualTo(Indication.FAILED);
        byte[] store = handmade("", "/DSS 30 0 R", "30 0 obj<</Certs 31 0 R>>", "31 0 obj[]");
        assertThat(only(update(store, rootOf(store), "31 0 obj[40 0 R]", "40 0 obj<<>>")).status())
                .isEqualTo(Indication.PASSED);
        byte[] double2 = handmade("/Contents 31 0 R", "/DSS 30 0 R", "30 0 obj<</Certs 31 0 R>>", "31 0 obj[]");
        assertThat(only(update(double2, rootOf(double2), "31 0 obj[40 0 R]", "40 0 obj<<>>")).status())
                .isEqualTo(Indication.FAILED);
        byte[] double3 = handmade("", "/DSS 2 0 R");
        assertThat(only(update(double3, rootOf(double3), "2 0 obj<</Type/Pages/Kids[]/Count 0>>")).status())
                .isEqualTo(Indication.FAILED);
    }

    @Test
    void failsWhenTheCatalogOrTheRootIsExchanged() throws Exception {
        byte[] pdf = handmade("", "");
        byte[] other = update(pdf, "/Root 30 0 R",
                "30 0 obj<</Type/Catalog/Pages 31 0 R/AcroForm<</Fields[4 0 R]>>>>",
                "31 0 obj<</Type/Pages/Kids[]/Count 0>>");
        assertThat(only(other).authenticity().reason()).contains("another document");
        byte[] freed = update(pdf, rootOf(pdf), "3 0 obj null");
        assertThat(only(freed).status()).isEqualTo(Indication.FAILED);
    }

    /** The object stands in the signed bytes, and nothing but a later cross-reference entry leads to it. */
    @Test
    void failsWhenALaterEntryLeadsToWhatWasHiddenInTheSignedBytes() throws Exception {
        String hidden = "2 0 obj<</Type/Pages/Kids[]/Count 0>> endobj";
        byte[] pdf = handmade("", "", "30 0 obj(" + hidden + ")");
        assertThat(only(pdf).status()).isEqualTo(Indication.PASSED);
        String text = new String(pdf, StandardCharsets.ISO_8859_1);
        int previous = Integer.parseInt(
                text.substring(text.lastIndexOf("startxref") + 9, text.lastIndexOf("%%EOF")).strip());
        String table = "\nxref\n2 1\n%010d 00000 n \ntrailer\n<</Size 50/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n"
                .formatted(text.indexOf(hidden), previous, text.length() + 1);
        SignatureReport report = only((text + table).getBytes(StandardCharsets.ISO_8859_1));
        assertThat(report.status()).isEqualTo(Indication.FAILED);
        assertThat(report.authenticity().reason()).contains("a Pages");
    }

    @Test
    void failsByteRangesThatLeaveOutMore() throws Exception {
        byte[] pdf = handmade("", "");
        String text = new String(pdf, StandardCharsets.ISO_8859_1);
        int at = text.indexOf("/ByteRange[0 ") + 13;
        String first = text.substring(at, at + 8);
        String second = text.substring(at + 9, at + 17);
        String third = text.substring(at + 18, at + 26);
        for (String range : List.of(
                "%s %s %s".formatted("%08d".formatted(Integer.parseInt(first) - 1), second, third),
                "%s %s %s".formatted(first, "%08d".formatted(Integer.parseInt(second) + 1),
                        "%08d".formatted(Integer.parseInt(third) - 1)),
                "%s %s %s".formatted(first, second, "%08d".formatted(Integer.parseInt(third) + 1)),
                "%s %s %s".formatted("-0000001", second, third))) {
            byte[] wrong = replaced(pdf, "[0 " + first + " " + second + " " + third, "[0 " + range);
            SignatureReport report = only(wrong);
            assertThat(report.status()).as(range).isEqualTo(Indication.FAILED);
            assertThat(report.subIndication()).as(range).isEqualTo("FORMAT_FAILURE");
        }
        SignatureReport cut = only(handmade(9, "", ""));
        assertThat(cut.status()).isEqualTo(Indication.FAILED);
        assertThat(cut.subIndication()).isEqualTo("FORMAT_FAILURE");
        assertThat(cut.authenticity().reason()).contains("does not end");
        byte[] shifted = replaced(pdf, "[0 " + first, "[1 " + first);
        assertThat(only(shifted).status()).isEqualTo(Indication.FAILED);
    }

    @Test
    void refusesTwoValuesOfOneKey() throws Exception {
        byte[] pdf = handmade("/Contents 30 0 R/Contents 31 0 R", "");
        assertThat(only(pdf).status()).isEqualTo(Indication.PASSED);
        byte[] looked = update(pdf, rootOf(pdf), "40 0 obj<<>>");
        assertThat(only(looked).status()).isEqualTo(Indication.FAILED);
        assertThat(only(looked).authenticity().reason()).contains("twice");
        byte[] two = handmade("", "");
        String contents = new String(two, StandardCharsets.ISO_8859_1).replace("/Type/Sig/", "/Contents<00>/");
        byte[] doubled = contents.getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> DESK.read(doubled)).isInstanceOf(MalformedSignature.class);
    }

    @Test
    void failsASignatureThatIsNotPartOfWhatItCovers() throws Exception {
        byte[] pdf = handmade("", "");
        String text = new String(pdf, StandardCharsets.ISO_8859_1);
        String dictionary = text.substring(text.indexOf("5 0 obj"), text.indexOf("endobj", text.indexOf("5 0 obj")));
        byte[] moved = update(pdf, rootOf(pdf), dictionary.strip());
        SignatureReport report = only(moved);
        assertThat(report.status()).isEqualTo(Indication.FAILED);
        assertThat(report.subIndication()).isEqualTo("FORMAT_FAILURE");
    }

    @Test
    void readsDates() {
        assertThat(PdfReading.date("D:20260601150000+05'00'")).isEqualTo(NOW);
        assertThat(PdfReading.date("D:20260601100000Z")).isEqualTo(NOW);
        assertThat(PdfReading.date("D:20260601070000-03'00")).isEqualTo(NOW);
        assertThat(PdfReading.date("D:20269901100000Z")).isNull();
        assertThat(PdfReading.date("yesterday")).isNull();
    }

    @Test
    void recognisesByItsMark() throws Exception {
        PdfFormat format = new PdfFormat();
        assertThat(format.recognises("%PDF-1.4".getBytes(StandardCharsets.US_ASCII))).isTrue();
        assertThat(format.recognises((" ".repeat(1000) + "%PDF-1.4").getBytes(StandardCharsets.US_ASCII))).isTrue();
        assertThat(format.recognises((" ".repeat(1024) + "%PDF-1.4").getBytes(StandardCharsets.US_ASCII))).isFalse();
        assertThat(format.recognises(new byte[0])).isFalse();
        assertThat(format.recognises(TestCms.by(alice).over(TestPdf.plain(false)).build())).isFalse();
        assertThat(format.recognises("%PD".getBytes(StandardCharsets.US_ASCII))).isFalse();
    }
}
