package kz.centerpro.hub.xml;

import java.nio.charset.StandardCharsets;
import kz.centerpro.hub.certificate.Der;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.signature.SignatureFormat;
import kz.centerpro.hub.signature.SignedContainer;

/**
 * XMLDSIG, XAdES-B, -T and -LT, and WS-Security: enveloped, enveloping and detached within the document, with any
 * number of signatures up to 32. The file is the document; what of it a signature covers is judged by {@link Coverage}.
 */
public final class XmlFormat implements SignatureFormat {

    /** Loads what parsing, canonicalising and refusing need, since threads that verify must not wait for files. */
    public XmlFormat() {
        for (String text : new String[]{"<a xmlns:b='c' b:d='e'>\u044f<!-- --><?f g?><h/></a>", "<a>",
                "<!DOCTYPE a><a/>",
                "<a b='1' b='2'/>", "<?xml version='1.0' encoding='windows-1251'?><a/>", ""}) {
            warm(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void warm(byte[] bytes) {
        try {
            SignedDocument document = DocumentReader.read(bytes, bytes.length);
            for (Canonicalization form : Canonicalization.values()) {
                new Work(0).digest(document.root(), form, "b", DigestAlgorithm.SHA_256);
            }
            SignatureReader.read(bytes, bytes.length);
        } catch (MalformedSignature expected) {
            return;
        }
    }

    @Override
    public boolean recognises(byte[] bytes) {
        int at = 0;
        while (at < bytes.length && isBeforeMarkup(bytes[at] & 0xff)) {
            at++;
        }
        return at < bytes.length && bytes[at] == '<';
    }

    /** Blanks, byte order marks, and the zero octet that UTF-16 has before its first sign. */
    private static boolean isBeforeMarkup(int octet) {
        return octet == ' ' || octet == '\t' || octet == '\r' || octet == '\n' || octet == 0xef || octet == 0xbb
                || octet == 0xbf || octet == 0xfe || octet == 0xff || octet == 0;
    }

    @Override
    public SignedContainer read(byte[] bytes, int bytesMax) throws MalformedSignature {
        return Der.contained("XML signature", () -> SignatureReader.read(bytes, bytesMax));
    }
}
