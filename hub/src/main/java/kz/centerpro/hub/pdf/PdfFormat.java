package kz.centerpro.hub.pdf;

import java.nio.charset.StandardCharsets;
import kz.centerpro.hub.certificate.Der;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.signature.SignatureFormat;
import kz.centerpro.hub.signature.SignedContainer;

/**
 * Signed PDF: PAdES (ETSI.CAdES.detached, ETSI.RFC3161) and adbe.pkcs7.detached; adbe.pkcs7.sha1 is told and refused as
 * weak. A file without a signature of a signer, an encrypted one, and one that has to be repaired to be read are
 * {@link MalformedSignature}.
 */
public final class PdfFormat implements SignatureFormat {

    private static final byte[] MARK = "%PDF-".getBytes(StandardCharsets.US_ASCII);
    private static final int MARK_WITHIN = 1024;

    /** The mark in the first KiB behind nothing but white space: a CMS or a zip may hold a PDF as its content. */
    @Override
    public boolean recognises(byte[] bytes) {
        int at = 0;
        while (at < Math.min(MARK_WITHIN, bytes.length) && PdfLexer.isSpace(bytes[at])) {
            at++;
        }
        return at + MARK.length <= Math.min(MARK_WITHIN, bytes.length) && isMarkAt(bytes, at);
    }

    private static boolean isMarkAt(byte[] bytes, int at) {
        for (int i = 0; i < MARK.length; i++) {
            if (bytes[at + i] != MARK[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public SignedContainer read(byte[] bytes, int bytesMax) throws MalformedSignature {
        if (bytes.length > bytesMax) {
            throw new MalformedSignature("PDF of more than " + bytesMax + " bytes");
        }
        if (bytes.length < MARK.length || !isMarkAt(bytes, 0)) {
            // Readers differ in where they count offsets from when something stands before the mark.
            throw new MalformedSignature("PDF does not begin with its mark");
        }
        return Der.contained("PDF", () -> new PdfReading(bytes, bytesMax).container());
    }
}
