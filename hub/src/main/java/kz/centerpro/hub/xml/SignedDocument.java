package kz.centerpro.hub.xml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** A document that was read within its bounds, with what the reading found on the way. Belongs to one thread. */
final class SignedDocument {

    final Document document;
    final byte[] bytes;
    /** Every ds:Signature, in document order. */
    final List<Element> signatures = new ArrayList<>();
    /** Elements whose text a comment divides. */
    final List<Element> divided = new ArrayList<>();
    boolean hasComments;
    private final Map<String, List<Element>> ids = new HashMap<>();

    SignedDocument(Document document, byte[] bytes) {
        this.document = document;
        this.bytes = bytes;
    }

    Element root() {
        return document.getDocumentElement();
    }

    /** Notes whatever anybody might take for an identifier: Id, ID, id in any namespace. */
    void noteIds(Element element) {
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            Node attribute = element.getAttributes().item(i);
            String name = attribute.getLocalName();
            if (name != null && name.length() == 2 && name.toLowerCase(Locale.ROOT).equals("id")) {
                List<Element> named = ids.computeIfAbsent(attribute.getNodeValue(), _ -> new ArrayList<>(1));
                if (named.isEmpty() || !Dom.same(named.getLast(), element)) {
                    named.add(element);
                }
            }
        }
    }

    /** How many elements answer to that identifier. */
    int namesakes(String id) {
        return ids.getOrDefault(id, List.of()).size();
    }

    /** The one element of that identifier, if its attribute is an identifier by its schema; null otherwise. */
    @Nullable
    Element byId(String id) {
        List<Element> named = ids.getOrDefault(id, List.of());
        return named.size() == 1 && isIdentified(named.getFirst(), id) ? named.getFirst() : null;
    }

    private static boolean isIdentified(Element element, String id) {
        String namespace = element.getNamespaceURI();
        if (namespace != null && Vocabulary.OWN_IDS.contains(namespace)) {
            return id.equals(Dom.attribute(element, "Id"));
        }
        Attr utility = element.getAttributeNodeNS(Vocabulary.WSU, "Id");
        Attr xml = element.getAttributeNodeNS(Vocabulary.XML, "id");
        return (utility != null && id.equals(utility.getValue())) || (xml != null && id.equals(xml.getValue()))
                || id.equals(Dom.attribute(element, "Id")) || id.equals(Dom.attribute(element, "ID"))
                || id.equals(Dom.attribute(element, "id"));
    }
}
