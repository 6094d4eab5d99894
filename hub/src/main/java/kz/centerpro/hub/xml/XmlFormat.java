package kz.centerpro.hub.xml;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kz.centerpro.hub.certificate.Der;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.ParsedCertificate;
import kz.centerpro.hub.signature.SignatureFacts;
import kz.centerpro.hub.signature.SignatureFormat;
import kz.centerpro.hub.signature.SignedContainer;

/**
 * XMLDSIG, XAdES-B, -T and -LT, and WS-Security: enveloped, enveloping and detached within the document, with any
 * number of signatures up to 32. The file is the document; what of it a signature covers is judged by {@link Coverage}.
 */
public final class XmlFormat implements SignatureFormat {

    /**
     * One signature of a container.
     *
     * @param facts
     *            whose authenticity already depends on every file that it names being unaltered
     * @param covered
     *            names of the files whose whole content it signs
     */
    public record Covering(SignatureFacts facts, Set<String> covered) {}

    /** What a document that signs the files beside it holds. */
    public record Beside(List<Covering> signatures, List<ParsedCertificate> certificates) {}

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

    /**
     * Reads a document of signatures over files beside it, as ASiC holds them (ETSI EN 319 162-1, 4.4.3.2).
     *
     * @param files
     *            every file that may be named, by its name; references lead to nothing else outside the document
     */
    public Beside readBeside(byte[] document, int bytesMax, Map<String, byte[]> files) throws MalformedSignature {
        return Der.contained("XML signature", () -> SignatureReader.beside(document, bytesMax, files));
    }
}
