package kz.centerpro.hub.asic;

import java.io.ByteArrayInputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.MalformedSignature;
import org.jspecify.annotations.Nullable;

/**
 * An ASiCManifest (ETSI EN 319 162-1, A.4): which signature or time-stamp is over it, and digests of the files that it
 * names.
 */
record AsicManifest(String signature, List<Reference> references) {

    private static final String ASIC = "http://uri.etsi.org/02918/v1.2.1#";
    private static final String DSIG = "http://www.w3.org/2000/09/xmldsig#";
    private static final int BYTES_MAX = 1024 * 1024;
    private static final int DEPTH_MAX = 16;
    private static final int EVENTS_MAX = 50_000;
    private static final int REFERENCES_MAX = 1000;
    private static final int DIGEST_MAX = 200;

    private static final Map<String, DigestAlgorithm> DIGESTS = Map.of(
            "http://www.w3.org/2000/09/xmldsig#sha1", DigestAlgorithm.SHA_1,
            "http://www.w3.org/2001/04/xmlenc#sha256", DigestAlgorithm.SHA_256,
            "http://www.w3.org/2001/04/xmldsig-more#sha384", DigestAlgorithm.SHA_384,
            "http://www.w3.org/2001/04/xmlenc#sha512", DigestAlgorithm.SHA_512,
            "http://www.w3.org/2001/04/xmldsig-more#gost34311", DigestAlgorithm.GOST_34311_95,
            "urn:ietf:params:xml:ns:pkigovkz:xmlsec:algorithms:gostr34112015-256", DigestAlgorithm.STREEBOG_256,
            "urn:ietf:params:xml:ns:pkigovkz:xmlsec:algorithms:gostr34112015-512", DigestAlgorithm.STREEBOG_512,
            "urn:ietf:params:xml:ns:cpxmlsec:algorithms:gostr34112012-256", DigestAlgorithm.STREEBOG_256,
            "urn:ietf:params:xml:ns:cpxmlsec:algorithms:gostr34112012-512", DigestAlgorithm.STREEBOG_512);

    /**
     * A file by its digest.
     *
     * @param algorithm
     *            null when it is not known here
     */
    @SuppressWarnings("ArrayRecordComponent") // read, not compared
    record Reference(String file, @Nullable DigestAlgorithm algorithm, byte[] digest) {}

    static AsicManifest read(String name, byte[] xml) throws MalformedSignature {
        if (xml.length > BYTES_MAX) {
            throw new MalformedSignature("'" + name + "' of more than " + BYTES_MAX + " bytes");
        }
        try {
            XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
            factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
            return new Parser(name, factory.createXMLStreamReader(new ByteArrayInputStream(xml))).manifest();
        } catch (XMLStreamException malformed) {
            throw new MalformedSignature("'" + name + "' is no well-formed XML", malformed);
        }
    }

    /** The name a reference means: relative to the container's root, percent-encoded. */
    private static String file(String uri) throws MalformedSignature {
        try {
            return uri.indexOf('%') < 0
                    ? uri
                    : URLDecoder.decode(uri.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException wrong) {
            throw new MalformedSignature("a manifest with an unreadable reference", wrong);
        }
    }

    /** Takes only what stands where the schema has it, directly below the root; the rest is skipped. */
    private static final class Parser {

        private final String name;
        private final XMLStreamReader xml;
        private final List<Reference> references = new ArrayList<>();
        private final List<String> signatures = new ArrayList<>();
        private @Nullable String file;
        private @Nullable String algorithm;
        private @Nullable StringBuilder digest;
        private final List<QName> path = new ArrayList<>();

        Parser(String name, XMLStreamReader xml) {
            this.name = name;
            this.xml = xml;
        }

        private MalformedSignature wrong(String what) {
            return new MalformedSignature("'" + name + "': " + what);
        }

        AsicManifest manifest() throws XMLStreamException, MalformedSignature {
            for (int events = 0; xml.hasNext(); events++) {
                if (events > EVENTS_MAX || path.size() > DEPTH_MAX) {
                    throw wrong("too many or too deep elements");
                }
                switch (xml.next()) {
                    case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                        throw wrong("a document type is not allowed");
                    case XMLStreamConstants.START_ELEMENT -> start();
                    case XMLStreamConstants.END_ELEMENT -> end();
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text();
                    default -> {
                    }
                }
            }
            if (signatures.size() != 1 || references.isEmpty()) {
                throw wrong("not one signature and at least one file");
            }
            return new AsicManifest(signatures.getFirst(), List.copyOf(references));
        }

        private boolean at(int depth, String namespace, String local) {
            return path.size() == depth && path.getLast().equals(new QName(namespace, local));
        }

        private void start() throws MalformedSignature {
            path.add(xml.getName());
            if (path.size() == 1 && !at(1, ASIC, "ASiCManifest")) {
                throw wrong("no ASiCManifest");
            }
            if (at(2, ASIC, "SigReference")) {
                signatures.add(file(attribute("URI")));
            } else if (at(2, ASIC, "DataObjectReference")) {
                file = file(attribute("URI"));
                algorithm = null;
                digest = null;
            } else if (file != null && at(3, DSIG, "DigestMethod")) {
                if (algorithm != null) {
                    throw wrong("two digest methods of one file");
                }
                algorithm = attribute("Algorithm");
            } else if (file != null && at(3, DSIG, "DigestValue")) {
                if (digest != null) {
                    throw wrong("two digests of one file");
                }
                digest = new StringBuilder();
            }
        }

        private String attribute(String local) throws MalformedSignature {
            String value = xml.getAttributeValue(null, local);
            if (value == null) {
                throw wrong("no " + local);
            }
            return value;
        }

        private void text() throws MalformedSignature {
            StringBuilder known = digest;
            if (known != null && at(3, DSIG, "DigestValue")) {
                known.append(xml.getText());
                if (known.length() > DIGEST_MAX) {
                    throw wrong("a digest that is too long");
                }
            }
        }

        private void end() throws MalformedSignature {
            if (at(2, ASIC, "DataObjectReference")) {
                if (file == null || algorithm == null || digest == null || references.size() == REFERENCES_MAX) {
                    throw wrong("a file without a digest, or too many files");
                }
                references.add(new Reference(file, DIGESTS.get(algorithm), value(digest)));
                file = null;
            }
            path.removeLast();
        }

        private byte[] value(StringBuilder base64) throws MalformedSignature {
            try {
                return Base64.getDecoder().decode(base64.toString().replaceAll("\\s", ""));
            } catch (IllegalArgumentException wrong) {
                throw new MalformedSignature("'" + name + "': a digest that is not base64", wrong);
            }
        }
    }
}
