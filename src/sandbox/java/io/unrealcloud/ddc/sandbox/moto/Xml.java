package io.unrealcloud.ddc.sandbox.moto;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** XML of requests and answers, read and changed. Names are compared as they are written, without a namespace. */
public final class Xml {

    private Xml() {}

    public static Document parse(String text) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder().parse(new InputSource(new StringReader(text)));
        } catch (SAXException | IOException | ParserConfigurationException e) {
            throw new IllegalStateException("This is no XML: " + text, e);
        }
    }

    public static String text(Document document) {
        try {
            Transformer transformer = TransformerFactory.newInstance().newTransformer();
            transformer.setOutputProperty(OutputKeys.INDENT, "no");
            StringWriter text = new StringWriter();
            transformer.transform(new DOMSource(document), new StreamResult(text));
            return text.toString();
        } catch (TransformerException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Elements along a path of names, all of them at each step. */
    public static List<Element> all(Node from, String... path) {
        List<Element> found = List.of();
        List<Node> at = List.of(from);
        for (String name : path) {
            found = at.stream()
                    .flatMap(Xml::children)
                    .filter(child -> child.getTagName().equals(name))
                    .toList();
            at = new ArrayList<>(found);
        }
        return found;
    }

    /** The text along a path; empty if the path leads nowhere or to nothing. */
    public static Optional<String> text(Node from, String... path) {
        return all(from, path).stream()
                .findFirst()
                .map(Node::getTextContent)
                .map(String::trim)
                .filter(text -> !text.isEmpty());
    }

    /** Sets the text of a child, which is made if it is not there. */
    public static void set(Element parent, String name, String text) {
        child(parent, name).setTextContent(text);
    }

    public static Element child(Element parent, String name) {
        return all(parent, name).stream().findFirst().orElseGet(() -> {
            Element made = parent.getOwnerDocument().createElement(name);
            parent.appendChild(made);
            return made;
        });
    }

    public static void remove(Element element) {
        element.getParentNode().removeChild(element);
    }

    private static Stream<Element> children(Node parent) {
        List<Element> children = new ArrayList<>();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element) {
                children.add(element);
            }
        }
        return children.stream();
    }
}
