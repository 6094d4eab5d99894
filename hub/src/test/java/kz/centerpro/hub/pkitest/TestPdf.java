package kz.centerpro.hub.pkitest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.SignatureInterface;
import org.apache.pdfbox.pdmodel.interactive.form.PDSignatureField;

/** Makes PDF files, signs them and goes on changing them, each time by an incremental update. */
public final class TestPdf {

    private TestPdf() {}

    /** Something done to an open document before it is saved incrementally. */
    public interface Change {
        void to(PDDocument document) throws IOException;
    }

    /**
     * @param packed
     *            with object streams and a cross-reference stream, not a table
     */
    public static byte[] plain(boolean packed) throws IOException {
        try (PDDocument document = new PDDocument()) {
            for (int i = 0; i < 2; i++) {
                PDPage page = new PDPage(new PDRectangle(200, 200));
                document.addPage(page);
                try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                    content.addRect(10, 10, 50 + i, 50);
                    content.fill();
                }
            }
            document.getDocumentInformation().setTitle("договор");
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            document.save(bytes,
                    packed ? CompressParameters.DEFAULT_COMPRESSION : CompressParameters.NO_COMPRESSION);
            return bytes.toByteArray();
        }
    }

    public static byte[] changed(byte[] pdf, Change change) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            change.to(document);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            document.saveIncremental(bytes);
            return bytes.toByteArray();
        }
    }

    public static byte[] signed(byte[] pdf, TestAuthority.Holder holder) throws IOException {
        return signed(pdf, "ETSI.CAdES.detached",
                content -> TestCms.by(holder).over(content.readAllBytes()).detached().claiming().build());
    }

    public static byte[] signed(byte[] pdf, String subFilter, SignatureInterface signer) throws IOException {
        return changed(pdf, document -> document.addSignature(signature(subFilter), signer));
    }

    public static PDSignature signature(String subFilter) {
        PDSignature signature = new PDSignature();
        signature.setFilter(PDSignature.FILTER_ADOBE_PPKLITE);
        signature.setSubFilter(COSName.getPDFName(subFilter));
        signature.setName("Alice");
        Calendar calendar = Calendar.getInstance(TimeZone.getTimeZone("UTC"), Locale.ROOT);
        calendar.setTime(Date.from(Instant.parse("2026-06-01T09:00:00Z")));
        signature.setSignDate(calendar);
        return signature;
    }

    /** With a field that draws on the first page. */
    public static byte[] signedVisibly(byte[] pdf, TestAuthority.Holder holder) throws IOException {
        return changed(pdf, document -> {
            document.addSignature(signature("ETSI.CAdES.detached"),
                    content -> TestCms.by(holder).over(content.readAllBytes()).detached().claiming().build());
            PDSignatureField field = document.getSignatureFields().getLast();
            field.getWidgets().getFirst().setRectangle(new PDRectangle(0, 0, 100, 100));
        });
    }

    public static byte[] stamped(byte[] pdf, TestAuthority.Holder authority, Instant time) throws IOException {
        return changed(pdf, document -> {
            PDSignature stamp = new PDSignature();
            stamp.setType(COSName.DOC_TIME_STAMP);
            stamp.setFilter(PDSignature.FILTER_ADOBE_PPKLITE);
            stamp.setSubFilter(COSName.getPDFName("ETSI.RFC3161"));
            document.addSignature(stamp, content -> TestCms.token(authority, content.readAllBytes(), time));
        });
    }

    /** With a security store of certificates, OCSP responses and lists. */
    public static byte[] stored(byte[] pdf, List<byte[]> certificates, List<byte[]> responses, List<byte[]> lists)
            throws IOException {
        return changed(pdf, document -> {
            COSDictionary store = new COSDictionary();
            store.setItem("Certs", streams(document, certificates));
            store.setItem("OCSPs", streams(document, responses));
            store.setItem("CRLs", streams(document, lists));
            store.setNeedToBeUpdated(true);
            COSDictionary catalog = document.getDocumentCatalog().getCOSObject();
            catalog.setItem("DSS", store);
            catalog.setNeedToBeUpdated(true);
        });
    }

    private static COSArray streams(PDDocument document, List<byte[]> values) throws IOException {
        COSArray array = new COSArray();
        array.setNeedToBeUpdated(true);
        for (byte[] value : values) {
            PDStream stream = new PDStream(document, new java.io.ByteArrayInputStream(value), COSName.FLATE_DECODE);
            stream.getCOSObject().setNeedToBeUpdated(true);
            array.add(stream.getCOSObject());
        }
        return array;
    }
}
