package io.unrealcloud.ddc.sandbox.ssm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unrealcloud.ddc.sandbox.iam.IamError;
import io.unrealcloud.ddc.sandbox.iam.policy.NotEmulated;
import io.unrealcloud.ddc.sandbox.ssm.SsmSettings.Lag;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Documents of one account and Region (Systems Manager API reference). Guarded by itself. */
final class Documents {

    static final String SHELL = "AWS-RunShellScript";

    private static final String NAME = "[A-Za-z0-9_\\-.]{3,128}";
    private static final int DOCUMENTS = 500;
    private static final int VERSIONS = 1_000;
    private static final int TAGS = 50;

    private record Version(String text, Content content, Instant made) {}

    private static final class Document {
        final List<Version> versions = new ArrayList<>();
        final Map<String, String> tags = new TreeMap<>();
        int standard = 1;
    }

    private final Map<String, Document> documents = new HashMap<>();
    private final String account;
    private final SsmSettings settings;
    private final Clock clock;

    Documents(String account, SsmSettings settings, Clock clock) {
        this.account = account;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * What a command runs.
     *
     * @param version empty for the default one
     */
    synchronized Chosen choose(String name, String version) {
        if (name.equals(SHELL)) {
            return new Chosen(Content.SHELL, "1");
        }
        if (name.startsWith("AWS-")) {
            throw new NotEmulated("the document " + name);
        }
        Document document = find(name);
        int number = number(document, version);
        Version chosen = document.versions.get(number - 1);
        if (!active(chosen)) {
            throw new IamError(400, "InvalidDocument", "Document " + name + " is not active.");
        }
        return new Chosen(chosen.content(), String.valueOf(number));
    }

    /** A document's version. */
    record Chosen(Content content, String version) {}

    synchronized ObjectNode create(JsonNode request) {
        only(request, "Name", "Content", "DocumentType", "DocumentFormat", "TargetType", "Tags", "DisplayName");
        String name = request.path("Name").asText();
        if (!name.matches(NAME) || name.toLowerCase(java.util.Locale.ROOT).matches("(aws|amazon|amzn).*")) {
            throw new IamError(
                    400,
                    "ValidationException",
                    "Value '" + name + "' at 'name' failed to satisfy constraint: 3 to 128 of letters, digits, _ - and"
                            + " . , not beginning with aws, amazon or amzn");
        }
        if (!request.path("DocumentType").asText("Command").equals("Command")) {
            throw new NotEmulated(
                    "documents of type " + request.path("DocumentType").asText());
        }
        format(request);
        Content content = Content.parse(request.path("Content").asText());
        if (documents.containsKey(name)) {
            throw new IamError(400, "DocumentAlreadyExists", "Document with same name " + name + " already exists");
        }
        if (documents.size() >= DOCUMENTS) {
            throw new IamError(400, "DocumentLimitExceeded", "You can have at most 500 documents.");
        }
        Document document = new Document();
        document.versions.add(new Version(request.path("Content").asText(), content, clock.instant()));
        tag(document, request.path("Tags"));
        documents.put(name, document);
        return described(name, document, 1);
    }

    /** A new version, which is not the default one. */
    synchronized ObjectNode update(JsonNode request) {
        only(request, "Name", "Content", "DocumentVersion", "DocumentFormat", "TargetType", "DisplayName");
        String name = request.path("Name").asText();
        Document document = find(name);
        format(request);
        Content content = Content.parse(request.path("Content").asText());
        String version = request.path("DocumentVersion").asText();
        if (version.isEmpty()) {
            throw new NotEmulated("UpdateDocument without DocumentVersion");
        }
        if (number(document, version) != document.versions.size()) {
            throw new IamError(400, "InvalidDocumentVersion", "Only the latest version of a document can be updated.");
        }
        Version latest = document.versions.get(document.versions.size() - 1);
        if (!active(latest)) {
            throw new IamError(400, "InvalidDocumentOperation", "The document is still being created or updated.");
        }
        if (latest.text().equals(request.path("Content").asText())) {
            throw new IamError(
                    400,
                    "DuplicateDocumentContent",
                    "The content of the document matches another document. Change the content and try again.");
        }
        if (document.versions.size() >= VERSIONS) {
            throw new IamError(400, "DocumentVersionLimitExceeded", "The document has too many versions.");
        }
        document.versions.add(new Version(request.path("Content").asText(), content, clock.instant()));
        return described(name, document, document.versions.size());
    }

    synchronized ObjectNode updateDefault(JsonNode request) {
        only(request, "Name", "DocumentVersion");
        String name = request.path("Name").asText();
        Document document = find(name);
        String version = request.path("DocumentVersion").asText();
        if (version.startsWith("$")) {
            throw new IamError(400, "ValidationException", "'documentVersion' must be a number: " + version);
        }
        int number = number(document, version);
        if (!active(document.versions.get(number - 1))) {
            throw new IamError(400, "InvalidDocument", "Version " + version + " of " + name + " is not active.");
        }
        document.standard = number;
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putObject("Description").put("Name", name).put("DefaultVersion", version);
        return answer;
    }

    synchronized ObjectNode describe(JsonNode request) {
        only(request, "Name", "DocumentVersion");
        String name = request.path("Name").asText();
        Document document = find(name);
        int number = number(document, request.path("DocumentVersion").asText());
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set("Document", described(name, document, number).get("DocumentDescription"));
        return answer;
    }

    synchronized ObjectNode get(JsonNode request) {
        only(request, "Name", "DocumentVersion", "DocumentFormat");
        String name = request.path("Name").asText();
        format(request);
        Document document = find(name);
        int number = number(document, request.path("DocumentVersion").asText());
        Version version = document.versions.get(number - 1);
        return JsonNodeFactory.instance
                .objectNode()
                .put("Name", name)
                .put("DocumentVersion", String.valueOf(number))
                .put("Status", status(version, number))
                .put("Content", version.text())
                .put("DocumentType", "Command")
                .put("DocumentFormat", "JSON");
    }

    synchronized ObjectNode delete(JsonNode request) {
        only(request, "Name");
        find(request.path("Name").asText());
        documents.remove(request.path("Name").asText());
        return JsonNodeFactory.instance.objectNode();
    }

    synchronized ObjectNode tags(JsonNode request) {
        Document document = tagged(request);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        document.tags.forEach((key, value) ->
                answer.withArray("TagList").addObject().put("Key", key).put("Value", value));
        return answer;
    }

    synchronized ObjectNode addTags(JsonNode request) {
        tag(tagged(request), request.path("Tags"));
        return JsonNodeFactory.instance.objectNode();
    }

    synchronized ObjectNode removeTags(JsonNode request) {
        Document document = tagged(request);
        request.path("TagKeys").forEach(key -> document.tags.remove(key.asText()));
        return JsonNodeFactory.instance.objectNode();
    }

    private Document tagged(JsonNode request) {
        if (!request.path("ResourceType").asText().equals("Document")) {
            throw new NotEmulated("tags of a " + request.path("ResourceType").asText());
        }
        Document document = documents.get(request.path("ResourceId").asText());
        if (document == null) {
            throw new IamError(400, "InvalidResourceId", "The resource ID is not valid.");
        }
        return document;
    }

    private static void tag(Document document, JsonNode tags) {
        Map<String, String> all = new TreeMap<>(document.tags);
        tags.forEach(tag -> all.put(tag.path("Key").asText(), tag.path("Value").asText()));
        if (all.size() > TAGS) {
            throw new IamError(400, "TooManyTagsError", "A document can have at most 50 tags.");
        }
        document.tags.putAll(all);
    }

    private ObjectNode described(String name, Document document, int number) {
        Version version = document.versions.get(number - 1);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ObjectNode description = answer.putObject("DocumentDescription")
                .put("Name", name)
                .put("Owner", account)
                .put("CreatedDate", version.made().toEpochMilli() / 1000.0)
                .put("Status", status(version, number))
                .put("DocumentVersion", String.valueOf(number))
                .put("LatestVersion", String.valueOf(document.versions.size()))
                .put("DefaultVersion", String.valueOf(document.standard))
                .put("DocumentType", "Command")
                .put("DocumentFormat", "JSON")
                .put("SchemaVersion", "2.2")
                .put("Hash", hash(version.text()))
                .put("HashType", "Sha256");
        description.putArray("PlatformTypes").add("Linux");
        document.tags.forEach((key, value) ->
                description.withArray("Tags").addObject().put("Key", key).put("Value", value));
        return answer;
    }

    private Document find(String name) {
        Document document = documents.get(name);
        if (document == null) {
            throw new IamError(400, "InvalidDocument", "Document with name " + name + " does not exist.");
        }
        return document;
    }

    private static int number(Document document, String version) {
        if (version.isEmpty() || version.equals("$DEFAULT")) {
            return document.standard;
        }
        if (version.equals("$LATEST")) {
            return document.versions.size();
        }
        if (!version.matches("[1-9][0-9]{0,3}") || Integer.parseInt(version) > document.versions.size()) {
            throw new IamError(400, "InvalidDocumentVersion", "The document version is not valid: " + version);
        }
        return Integer.parseInt(version);
    }

    private boolean active(Version version) {
        return !clock.instant().isBefore(version.made().plus(settings.lag(Lag.DOCUMENT)));
    }

    private String status(Version version, int number) {
        return active(version) ? "Active" : number == 1 ? "Creating" : "Updating";
    }

    private static void format(JsonNode request) {
        if (!request.path("DocumentFormat").asText("JSON").equals("JSON")) {
            throw new NotEmulated(
                    "documents in the format " + request.path("DocumentFormat").asText());
        }
    }

    static void only(JsonNode request, String... members) {
        request.fieldNames().forEachRemaining(name -> {
            if (!List.of(members).contains(name)) {
                throw new NotEmulated("the member " + name + " of a request to Systems Manager");
            }
        });
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
