package kz.centerpro.hub.esf;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * An element of an answer by its local name. Read without document types, entities and anything outside, within bounds
 * of depth, number and length.
 */
final class SoapXml {

    private static final int DEPTH_MAX = 24;
    private static final int ELEMENTS_MAX = 20_000;
    private static final int TEXT_MAX = 256 * 1024;

    private final String name;
    private final List<SoapXml> children = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    private SoapXml(String name) {
        this.name = name;
    }

    /** An error for what is not well-formed, too large, or has a document type. */
    static SoapXml read(byte[] bytes) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
        factory.setXMLResolver((_, _, _, _) -> {
            throw new XMLStreamException("nothing outside is read");
        });
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(bytes));
            try {
                return read(reader);
            } finally {
                reader.close();
            }
        } catch (XMLStreamException broken) {
            throw new IOException("the XML is not well-formed", broken);
        }
    }

    private static SoapXml read(XMLStreamReader reader) throws XMLStreamException, IOException {
        Deque<SoapXml> open = new ArrayDeque<>();
        SoapXml root = null;
        int elements = 0;
        int length = 0;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    SoapXml element = new SoapXml(reader.getLocalName());
                    if (open.isEmpty()) {
                        root = element;
                    } else {
                        open.element().children.add(element);
                    }
                    open.push(element);
                    elements++;
                }
                case XMLStreamConstants.END_ELEMENT -> open.remove();
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    length += reader.getTextLength();
                    open.element().text.append(reader.getText());
                }
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new IOException("document types and entities are not read");
                default -> {
                    // comments, instructions, blanks
                }
            }
            if (open.size() > DEPTH_MAX || elements > ELEMENTS_MAX || length > TEXT_MAX) {
                throw new IOException("the XML is too deep or too large");
            }
        }
        if (root == null) {
            throw new IOException("there is no element");
        }
        return root;
    }

    /** Every element of that name below this one, in their order. */
    Stream<SoapXml> all(String wanted) {
        return children.stream().flatMap(child -> Stream.concat(
                child.name.equals(wanted) ? Stream.of(child) : Stream.empty(), child.all(wanted)));
    }

    /** The text of the first element of that name below this one; null for none or an empty one. */
    @Nullable
    String text(String wanted) {
        return all(wanted).map(found -> found.text.toString().strip()).filter(found -> !found.isEmpty()).findFirst()
                .orElse(null);
    }

    /** {@code <name>text</name>}, escaped; nothing for null or empty text. */
    static String tag(String name, @Nullable String text) {
        return text == null || text.isEmpty() ? "" : "<" + name + ">" + escaped(text) + "</" + name + ">";
    }

    private static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\r' -> out.append("&#13;");
                default -> {
                    if (c >= ' ' || c == '\n' || c == '\t') {
                        out.append(c);
                    }
                }
            }
        }
        return out.toString();
    }
}
