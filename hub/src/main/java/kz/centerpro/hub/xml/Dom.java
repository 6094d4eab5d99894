package kz.centerpro.hub.xml;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import kz.centerpro.hub.certificate.MalformedSignature;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Strict reading of a document tree: what the schema does not allow is refused, not skipped. What is public serves who
 * reads on in a {@link SealedDocument}.
 */
public final class Dom {

    private Dom() {}

    public static boolean is(@Nullable Node node, String namespace, String name) {
        return node instanceof Element && name.equals(node.getLocalName()) && namespace.equals(node.getNamespaceURI());
    }

    /** The same place in the tree, not only the same content. */
    static boolean same(@Nullable Node one, @Nullable Node other) {
        return one != null && other != null && one.isSameNode(other);
    }

    public static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }

    public static List<Element> children(Element parent, String namespace, String name) {
        return children(parent).stream().filter(child -> is(child, namespace, name)).toList();
    }

    /** The one child of that name, or null; two are refused. */
    public static @Nullable Element child(Element parent, String namespace, String name) throws MalformedSignature {
        List<Element> named = children(parent, namespace, name);
        if (named.size() > 1) {
            throw new MalformedSignature(parent.getLocalName() + " has " + named.size() + " elements " + name);
        }
        return named.isEmpty() ? null : named.getFirst();
    }

    public static Element required(Element parent, String namespace, String name) throws MalformedSignature {
        Element child = child(parent, namespace, name);
        if (child == null) {
            throw new MalformedSignature(parent.getLocalName() + " lacks " + name);
        }
        return child;
    }

    /** An attribute without namespace; null when absent. */
    public static @Nullable String attribute(Element element, String name) {
        Attr attribute = element.getAttributeNodeNS(null, name);
        return attribute == null ? null : attribute.getValue();
    }

    static String requiredAttribute(Element element, String name) throws MalformedSignature {
        String value = attribute(element, name);
        if (value == null) {
            throw new MalformedSignature(element.getLocalName() + " lacks attribute " + name);
        }
        return value;
    }

    /** Text of an element that holds text alone: a comment or an element inside would let two readers differ. */
    public static String text(Element element) throws MalformedSignature {
        StringBuilder text = new StringBuilder();
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child.getNodeType() != Node.TEXT_NODE) {
                throw new MalformedSignature(element.getLocalName() + " holds more than text");
            }
            text.append(child.getNodeValue());
        }
        return text.toString();
    }

    static byte[] base64(Element element) throws MalformedSignature {
        return base64(text(element), element.getLocalName());
    }

    static byte[] base64(String text, String what) throws MalformedSignature {
        StringBuilder packed = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter != ' ' && letter != '\n' && letter != '\r' && letter != '\t') {
                packed.append(letter);
            }
        }
        try {
            return Base64.getDecoder().decode(packed.toString());
        } catch (IllegalArgumentException notBase64) {
            throw new MalformedSignature(what + " is not base64", notBase64);
        }
    }

    /** True when {@code node} is {@code top} or below it. */
    static boolean within(Node node, Node top) {
        for (Node at = node; at != null; at = at.getParentNode()) {
            if (same(at, top)) {
                return true;
            }
        }
        return false;
    }

    static boolean hasText(Element element) {
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child.getNodeType() == Node.TEXT_NODE && !child.getNodeValue().isBlank()) {
                return true;
            }
        }
        return false;
    }

    /** Text of everything below, as the base64 transform sees it (XMLDSIG, 6.6.2). */
    static String allText(Node top) {
        StringBuilder text = new StringBuilder();
        Node at = top;
        while (at != null) {
            if (at.getNodeType() == Node.TEXT_NODE) {
                text.append(at.getNodeValue());
            }
            at = next(at, top);
        }
        return text.toString();
    }

    private static @Nullable Node next(Node at, Node top) {
        if (at.getFirstChild() != null) {
            return at.getFirstChild();
        }
        Node up = at;
        while (!same(up, top) && up.getNextSibling() == null) {
            up = up.getParentNode();
        }
        return same(up, top) ? null : up.getNextSibling();
    }

    /** Name for people. */
    static String name(Node node) {
        String name = node instanceof Element ? node.getNodeName() : "document";
        return name.length() > 80 ? name.substring(0, 80) + "…" : name;
    }
}
