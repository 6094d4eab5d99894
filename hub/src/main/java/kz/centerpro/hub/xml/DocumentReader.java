package kz.centerpro.hub.xml;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import kz.centerpro.hub.certificate.Der;
import kz.centerpro.hub.certificate.MalformedSignature;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.SAXNotRecognizedException;
import org.xml.sax.SAXParseException;
import org.xml.sax.XMLReader;
import org.xml.sax.ext.DefaultHandler2;
import org.xml.sax.ext.Locator2;

/**
 * Builds the tree of a stranger's document while counting: a document type declaration ends the reading, so there are
 * no entities but the five of XML itself and nothing to fetch.
 */
final class DocumentReader extends DefaultHandler2 {

    static final int DEPTH_MAX = 128;
    static final int ELEMENTS_MAX = 250_000;
    static final int ATTRIBUTES_MAX = 128;
    /** Declarations in force at one place; canonicalisation carries them along at every element. */
    static final int NAMESPACES_MAX = 256;
    private static final int SIGNATURES_MAX = 32;
    private static final int DECLARATION_MAX = 300;
    private static final int OTHER_NODES_MAX = 100_000;

    /** What documents of this country and its neighbours are written in. */
    private static final Set<String> CHARSETS = Set.of("utf-8", "us-ascii", "iso-8859-1", "windows-1251", "koi8-r",
            "utf-16", "utf-16le", "utf-16be");
    private static final Pattern ENCODING = Pattern
            .compile("\\sencoding\\s*=\\s*[\"']([^\"'>]{1,40})");

    private final SignedDocument read;
    private final Deque<Element> open = new ArrayDeque<>();
    private final Deque<Integer> declared = new ArrayDeque<>();
    private final StringBuilder text = new StringBuilder();
    private @Nullable Locator locator;
    private int elements;
    private int otherNodes;
    private int namespaces;

    private DocumentReader(SignedDocument read) {
        this.read = read;
    }

    static SignedDocument read(byte[] bytes, int bytesMax) throws MalformedSignature {
        if (bytes.length > bytesMax) {
            throw new MalformedSignature("more than " + bytesMax + " bytes");
        }
        return Der.contained("XML document", () -> {
            SignedDocument read = new SignedDocument(emptyDocument(), bytes);
            try {
                InputSource source = new InputSource(new ByteArrayInputStream(bytes));
                source.setEncoding(charset(bytes));
                parser(new DocumentReader(read)).parse(source);
                return read;
            } catch (SAXException refused) {
                throw refused.getException() instanceof MalformedSignature ours ? ours : refused;
            }
        });
    }

    private static Document emptyDocument() throws ParserConfigurationException {
        return DocumentBuilderFactory.newDefaultNSInstance().newDocumentBuilder().newDocument();
    }

    private static XMLReader parser(DocumentReader handler) throws ParserConfigurationException, SAXException {
        SAXParserFactory factory = SAXParserFactory.newDefaultNSInstance();
        factory.setFeature("http://javax.xml.XMLConstants/feature/secure-processing", true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
        factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        factory.setFeature("http://xml.org/sax/features/namespace-prefixes", true);
        factory.setXIncludeAware(false);
        XMLReader parser = factory.newSAXParser().getXMLReader();
        limit(parser, "jdk.xml.elementAttributeLimit", ATTRIBUTES_MAX);
        limit(parser, "jdk.xml.maxElementDepth", DEPTH_MAX);
        parser.setContentHandler(handler);
        parser.setErrorHandler(handler);
        parser.setEntityResolver(handler);
        parser.setProperty("http://xml.org/sax/properties/lexical-handler", handler);
        return parser;
    }

    /** The handler counts as well; a parser that counts first only saves time. */
    private static void limit(XMLReader parser, String name, int value) throws SAXException {
        try {
            parser.setProperty(name, value);
        } catch (SAXNotRecognizedException otherParser) {
            return;
        }
    }

    /** The encoding is settled here, so that the parser cannot be led to another one. */
    private static String charset(byte[] bytes) throws MalformedSignature {
        int first = bytes.length < 2 ? 0 : (bytes[0] & 0xff) << 8 | (bytes[1] & 0xff);
        if (first == 0xfeff || first == 0xfffe) {
            return "UTF-16";
        }
        if (first == 0x003c || first == 0x3c00) {
            return first == 0x003c ? "UTF-16BE" : "UTF-16LE";
        }
        boolean marked = first == 0xefbb;
        String head = new String(bytes, marked ? 3 : 0, Math.min(bytes.length - (marked ? 3 : 0), DECLARATION_MAX),
                StandardCharsets.ISO_8859_1);
        int end = head.startsWith("<?xml ") || head.startsWith("<?xml\t") || head.startsWith("<?xml\r")
                || head.startsWith("<?xml\n") ? head.indexOf("?>") : 0;
        if (end < 0) {
            // Another reader might find an encoding further on that this one has not seen.
            throw new MalformedSignature("an XML declaration of more than " + DECLARATION_MAX + " bytes");
        }
        Matcher matcher = ENCODING.matcher(head.substring(0, end));
        if (!matcher.find()) {
            return "UTF-8";
        }
        String named = matcher.group(1).toLowerCase(Locale.ROOT);
        if (!CHARSETS.contains(named) || named.startsWith("utf-16") || (marked && !named.equals("utf-8"))) {
            throw new MalformedSignature("XML in encoding " + named + " is not read");
        }
        return named;
    }

    private static SAXException refused(String message) {
        return new SAXException(new MalformedSignature(message));
    }

    @Override
    public void setDocumentLocator(Locator found) {
        locator = found;
    }

    @Override
    public void startElement(String uri, String localName, String name, Attributes attributes) throws SAXException {
        if (elements == 0 && locator instanceof Locator2 known && "1.1".equals(known.getXMLVersion())) {
            throw refused("XML 1.1 has no canonical form");
        }
        flush();
        if (++elements > ELEMENTS_MAX) {
            throw refused("more than " + ELEMENTS_MAX + " elements");
        }
        if (open.size() >= DEPTH_MAX) {
            throw refused("elements nested deeper than " + DEPTH_MAX);
        }
        if (attributes.getLength() > ATTRIBUTES_MAX) {
            throw refused("an element with more than " + ATTRIBUTES_MAX + " attributes");
        }
        Element element = read.document.createElementNS(uri.isEmpty() ? null : uri, name);
        declared.push(attributes(element, attributes));
        if (namespaces > NAMESPACES_MAX) {
            throw refused("more than " + NAMESPACES_MAX + " namespace declarations in force at once");
        }
        parent().appendChild(element);
        open.push(element);
        if (Dom.is(element, Vocabulary.DSIG, "Signature")) {
            read.signatures.add(element);
            if (read.signatures.size() > SIGNATURES_MAX) {
                throw refused("more than " + SIGNATURES_MAX + " signatures");
            }
        }
        read.noteIds(element);
    }

    private int attributes(Element element, Attributes attributes) {
        int declarations = 0;
        for (int i = 0; i < attributes.getLength(); i++) {
            String name = attributes.getQName(i);
            if (name.equals("xmlns") || name.startsWith("xmlns:")) {
                declarations++;
                element.setAttributeNS(Vocabulary.XMLNS, name, attributes.getValue(i));
            } else {
                String uri = attributes.getURI(i);
                element.setAttributeNS(uri.isEmpty() ? null : uri, name, attributes.getValue(i));
            }
        }
        namespaces += declarations;
        return declarations;
    }

    private Node parent() {
        Element innermost = open.peek();
        return innermost == null ? read.document : innermost;
    }

    @Override
    public void endElement(String uri, String localName, String name) {
        flush();
        open.pop();
        namespaces -= declared.pop();
    }

    @Override
    public void characters(char[] signs, int start, int length) {
        text.append(signs, start, length);
    }

    private void flush() {
        if (text.isEmpty()) {
            return;
        }
        String value = text.toString();
        text.setLength(0);
        Element parent = open.peek();
        if (parent == null) {
            return; // blanks beside the root element are no part of the tree
        }
        if (!value.isBlank() && afterComment(parent)) {
            read.divided.add(parent);
        }
        parent.appendChild(read.document.createTextNode(value));
    }

    /** Whether the children so far end in text and then comments alone. */
    private static boolean afterComment(Element parent) {
        Node last = parent.getLastChild();
        if (last == null || last.getNodeType() != Node.COMMENT_NODE) {
            return false;
        }
        while (last != null && (last.getNodeType() == Node.COMMENT_NODE
                || (last.getNodeType() == Node.TEXT_NODE && last.getNodeValue().isBlank()))) {
            last = last.getPreviousSibling();
        }
        return last != null && last.getNodeType() == Node.TEXT_NODE;
    }

    @Override
    public void comment(char[] signs, int start, int length) throws SAXException {
        flush();
        countOther();
        read.hasComments = true;
        parent().appendChild(read.document.createComment(new String(signs, start, length)));
    }

    @Override
    public void processingInstruction(String target, String data) throws SAXException {
        flush();
        countOther();
        parent().appendChild(read.document.createProcessingInstruction(target, data));
    }

    private void countOther() throws SAXException {
        if (++otherNodes > OTHER_NODES_MAX) {
            throw refused("more than " + OTHER_NODES_MAX + " comments and processing instructions");
        }
    }

    @Override
    public void startDTD(String name, @Nullable String publicId, @Nullable String systemId) throws SAXException {
        throw refused("a document type declaration is not read");
    }

    @Override
    public InputSource resolveEntity(@Nullable String name, @Nullable String publicId, @Nullable String baseUri,
            @Nullable String systemId) throws SAXException {
        throw refused("nothing outside the document is read");
    }

    @Override
    public void warning(SAXParseException told) {
        // A warning is not the document's end.
    }

    @Override
    public void error(SAXParseException told) throws SAXException {
        throw told;
    }

    @Override
    public void fatalError(SAXParseException told) throws SAXException {
        throw told;
    }
}
