package kz.centerpro.sandbox.esf;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** An element of a request by its local name, and the writing of answers. No document types, no entities. */
final class Soap {

    private static final int DEPTH_MAX = 24;
    private static final int ELEMENTS_MAX = 5_000;

    private final String name;
    private final List<Soap> children = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    private Soap(String name) {
        this.name = name;
    }

    static Soap read(String xml) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(xml));
        Soap top = new Soap("");
        Deque<Soap> open = new ArrayDeque<>(List.of(top));
        int elements = 0;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    Soap element = new Soap(reader.getLocalName());
                    open.element().children.add(element);
                    open.push(element);
                    elements++;
                }
                case XMLStreamConstants.END_ELEMENT -> open.remove();
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
                    open.element().text.append(reader.getText());
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new XMLStreamException("document types and entities are not read");
                default -> {
                    // nothing of the request
                }
            }
            if (open.size() > DEPTH_MAX || elements > ELEMENTS_MAX) {
                throw new XMLStreamException("too deep or too large");
            }
        }
        return top;
    }

    String name() {
        return name;
    }

    Stream<Soap> all(String wanted) {
        return children.stream().flatMap(child -> Stream.concat(
                child.name.equals(wanted) ? Stream.of(child) : Stream.empty(), child.all(wanted)));
    }

    /** The text of the first element of that name below; empty for none. */
    String text(String wanted) {
        return all(wanted).map(found -> found.text.toString().strip()).findFirst().orElse("");
    }

    /** What stands right inside the element of that name. */
    List<Soap> inside(String wanted) {
        return all(wanted).findFirst().map(found -> found.children).orElse(List.of());
    }

    static String tag(String name, String text) {
        return "<" + name + ">" + text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") + "</" + name
                + ">";
    }

    static String envelope(String body) {
        return "<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body>" + body
                + "</soap:Body></soap:Envelope>";
    }

    static String fault(String why) {
        return fault("Server", why);
    }

    /** {@code who} has to do something about it: Client or Server. */
    static String fault(String who, String why) {
        return envelope("<soap:Fault><faultcode>soap:" + who + "</faultcode>" + tag("faultstring", why)
                + "</soap:Fault>");
    }
}
