package kz.centerpro.hub.seal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.xml.security.c14n.CanonicalizationException;
import org.apache.xml.security.c14n.implementations.Canonicalizer20010315ExclOmitComments;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * An enveloped XML signature (XMLDSIG) over a whole small document. SignedInfo is written in its canonical form at
 * once, with its namespace declared, so that nothing around it counts.
 */
final class SealedXml {

    private static final int LENGTH_MAX = 64 * 1024;
    private static final String DSIG = "http://www.w3.org/2000/09/xmldsig#";
    private static final String EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#";
    private static final String KZ = "urn:ietf:params:xml:ns:pkigovkz:xmlsec:algorithms:";

    private SealedXml() {}

    static String of(String xml, SealKey key, byte[] certificate) {
        int end = xml.lastIndexOf("</");
        if (end < 0 || xml.length() > LENGTH_MAX) {
            throw new IllegalStateException("what is to be signed is no small XML document");
        }
        boolean gost = key instanceof SealKey.Gost;
        String signedInfo = signedInfo(
                gost ? KZ + "gostr34102015-gostr34112015-512" : "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
                gost ? KZ + "gostr34112015-512" : "http://www.w3.org/2001/04/xmlenc#sha256",
                base64(key.digest(canonical(xml))));
        String signature = "<ds:Signature xmlns:ds=\"" + DSIG + "\">" + signedInfo + "<ds:SignatureValue>"
                + base64(key.sign(signedInfo.getBytes(StandardCharsets.UTF_8)))
                + "</ds:SignatureValue><ds:KeyInfo><ds:X509Data><ds:X509Certificate>" + base64(certificate)
                + "</ds:X509Certificate></ds:X509Data></ds:KeyInfo></ds:Signature>";
        return xml.substring(0, end) + signature + xml.substring(end);
    }

    private static String signedInfo(String method, String digestMethod, String digest) {
        return "<ds:SignedInfo xmlns:ds=\"" + DSIG + "\">" + empty("CanonicalizationMethod", EXCLUSIVE)
                + empty("SignatureMethod", method) + "<ds:Reference URI=\"\"><ds:Transforms>"
                + empty("Transform", DSIG + "enveloped-signature") + empty("Transform", EXCLUSIVE)
                + "</ds:Transforms>" + empty("DigestMethod", digestMethod) + "<ds:DigestValue>" + digest
                + "</ds:DigestValue></ds:Reference></ds:SignedInfo>";
    }

    private static String empty(String name, String algorithm) {
        return "<ds:" + name + " Algorithm=\"" + algorithm + "\"></ds:" + name + ">";
    }

    private static byte[] canonical(String xml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            Document document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            new Canonicalizer20010315ExclOmitComments().engineCanonicalizeSubTree(document, out);
            return out.toByteArray();
        } catch (IOException | SAXException | ParserConfigurationException | CanonicalizationException unusable) {
            throw new IllegalStateException("what is to be signed is no XML document", unusable);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
