package io.unrealcloud.ddc.gateway;

import io.unrealcloud.ddc.cql.SigV4Credentials;
import java.io.IOException;
import java.io.StringReader;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** What STS says, in XML (AWS STS API reference, AssumeRoleWithWebIdentity and Common Errors). */
sealed interface StsAnswer {
    /** Temporary credentials. */
    record Session(SigV4Credentials credentials, Instant expiration) implements StsAnswer {}

    /**
     * An error.
     *
     * @param passing whether the same request may succeed a moment later
     */
    record Refusal(String code, String message, boolean passing) implements StsAnswer {}

    /** Errors of the client that the API reference asks to try again on. */
    Set<String> PASSING = Set.of("IDPCommunicationError", "Throttling", "ThrottlingException", "RequestLimitExceeded");

    /** @throws IOException if the text is not an answer of STS */
    static StsAnswer of(int status, String xml) throws IOException {
        Map<String, String> leaves;
        try {
            leaves = leaves(xml);
        } catch (XMLStreamException e) {
            leaves = Map.of();
        }
        if (status != 200) {
            String code = leaves.getOrDefault("Code", "HTTP status " + status);
            return new Refusal(
                    code, leaves.getOrDefault("Message", "no message"), status >= 500 || PASSING.contains(code));
        }
        try {
            return new Session(
                    new SigV4Credentials(
                            leaf(leaves, "AccessKeyId"),
                            leaf(leaves, "SecretAccessKey"),
                            Optional.of(leaf(leaves, "SessionToken"))),
                    Instant.parse(leaf(leaves, "Expiration")));
        } catch (DateTimeException e) {
            throw new IOException("the answer of STS has no valid Expiration", e);
        }
    }

    private static String leaf(Map<String, String> leaves, String name) throws IOException {
        String value = leaves.getOrDefault(name, "");
        if (value.isBlank()) {
            throw new IOException("the answer of STS has no " + name);
        }
        return value;
    }

    /** The texts of the elements that hold nothing else, by name; no name occurs twice in these answers. */
    private static Map<String, String> leaves(String xml) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(xml));
        Map<String, String> leaves = new HashMap<>();
        StringBuilder text = new StringBuilder();
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamReader.START_ELEMENT -> text.setLength(0);
                case XMLStreamReader.CHARACTERS -> text.append(reader.getText());
                case XMLStreamReader.END_ELEMENT -> {
                    leaves.putIfAbsent(reader.getLocalName(), text.toString().strip());
                    text.setLength(0);
                }
                default -> {}
            }
        }
        return leaves;
    }
}
