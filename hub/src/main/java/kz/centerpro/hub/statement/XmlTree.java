package kz.centerpro.hub.statement;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * An element of a message of ISO 20022 by local names, whatever the version's namespace. Read without document types,
 * entities and anything outside the file, within bounds of depth, number and length.
 */
final class XmlTree {

    private static final int DEPTH_MAX = 32;
    private static final int ELEMENTS_MAX = 500_000;

    private final String name;
    private final int line;
    private final Map<String, String> attributes = new TreeMap<>();
    private final List<XmlTree> children = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    private XmlTree(String name, int line) {
        this.name = name;
        this.line = line;
    }

    static XmlTree read(byte[] file) throws UnreadableStatement {
        String whole = StatementReader.decoded(file, StandardCharsets.UTF_8);
        if (whole == null) {
            throw new UnreadableStatement(0, "the XML is not UTF-8");
        }
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setXMLResolver((_, _, _, _) -> {
            throw new XMLStreamException("nothing outside the file is read");
        });
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(whole.stripTrailing()));
            try {
                return read(reader);
            } finally {
                reader.close();
            }
        } catch (XMLStreamException broken) {
            int line = broken.getLocation() == null ? 0 : Math.max(0, broken.getLocation().getLineNumber());
            throw new UnreadableStatement(line, "the XML is not well-formed or is cut off");
        }
    }

    private static XmlTree read(XMLStreamReader reader) throws XMLStreamException, UnreadableStatement {
        Deque<XmlTree> open = new ArrayDeque<>();
        XmlTree root = null;
        int elements = 0;
        while (reader.hasNext()) {
            int line = reader.getLocation().getLineNumber();
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    XmlTree element = begun(reader);
                    if (open.isEmpty()) {
                        root = element;
                    } else {
                        open.element().children.add(element);
                    }
                    open.push(element);
                    elements++;
                    if (open.size() > DEPTH_MAX || elements > ELEMENTS_MAX) {
                        throw new UnreadableStatement(line, "the XML is too deep or too large");
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> open.remove();
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> open.element().add(reader.getText());
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new UnreadableStatement(line, "document types and entities are not read");
                default -> {
                    // comments, instructions, blanks: nothing of the statement
                }
            }
        }
        if (root == null) {
            throw new UnreadableStatement(0, "there is no element");
        }
        return root;
    }

    private static XmlTree begun(XMLStreamReader reader) {
        XmlTree element = new XmlTree(reader.getLocalName(), reader.getLocation().getLineNumber());
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            element.attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
        }
        return element;
    }

    private void add(String more) {
        int room = StatementReader.LINE_LENGTH_MAX - text.length();
        text.append(more, 0, Math.min(more.length(), room));
    }

    String name() {
        return name;
    }

    int line() {
        return line;
    }

    String text() {
        return text.toString().strip();
    }

    @Nullable
    String attribute(String of) {
        return attributes.get(of);
    }

    /** Every element at that path, in their order. */
    Stream<XmlTree> all(String... path) {
        Stream<XmlTree> found = Stream.of(this);
        for (String step : path) {
            found = found.flatMap(each -> each.children.stream()).filter(each -> each.name.equals(step));
        }
        return found;
    }

    /** The first element at that path; null for none. */
    @Nullable
    XmlTree find(String... path) {
        return all(path).findFirst().orElse(null);
    }

    /** The text there; null for none. */
    @Nullable
    String textAt(String... path) {
        XmlTree found = find(path);
        return found == null || found.text().isEmpty() ? null : found.text();
    }
}
