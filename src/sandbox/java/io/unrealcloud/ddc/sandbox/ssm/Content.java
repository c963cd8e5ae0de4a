package io.unrealcloud.ddc.sandbox.ssm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.unrealcloud.ddc.sandbox.iam.IamError;
import io.unrealcloud.ddc.sandbox.iam.policy.NotEmulated;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a document of type Command says (Systems Manager user guide: data elements and parameters): JSON, schema 2.2,
 * one step {@code aws:runShellScript}.
 *
 * @param step name of the step
 * @param commands lines, in which {@code {{ name }}} stands for a parameter
 * @param timeout text, as a parameter can stand for it
 * @param workingDirectory may be empty
 */
record Content(
        Map<String, Parameter> parameters,
        String step,
        List<String> commands,
        String timeout,
        String workingDirectory) {

    /** What AWS-RunShellScript is made of. */
    static final Content SHELL = new Content(
            Map.of(
                    "commands", new Parameter("StringList", Optional.empty(), List.of(), Optional.empty()),
                    "workingDirectory", new Parameter("String", Optional.of(List.of("")), List.of(), Optional.empty()),
                    "executionTimeout",
                            new Parameter(
                                    "String",
                                    Optional.of(List.of("3600")),
                                    List.of(),
                                    Optional.of(
                                            "([1-9][0-9]{0,4})|(1[0-6][0-9]{4})|(17[0-1][0-9]{3})|(172[0-7][0-9]{2})|(172800)"))),
            "aws:runShellScript",
            List.of("{{ commands }}"),
            "{{ executionTimeout }}",
            "{{ workingDirectory }}");

    private static final Pattern REFERENCE = Pattern.compile("\\{\\{\\s*([A-Za-z0-9._:]+)\\s*}}");
    private static final Set<String> TOP =
            Set.of("schemaVersion", "description", "parameters", "mainSteps", "outputs", "$schema");
    private static final Set<String> TYPES =
            Set.of("String", "StringList", "Boolean", "Integer", "MapList", "StringMap");
    private static final int MAX = 65_536;
    private static final JsonMapper JSON = new JsonMapper();

    /**
     * @param otherwise its value where a command gives none; empty if it must
     * @param allowed the only values there may be, if any are named
     */
    record Parameter(String type, Optional<List<String>> otherwise, List<String> allowed, Optional<String> pattern) {}

    /** @throws IamError for what Systems Manager refuses */
    static Content parse(String text) {
        if (text.length() > MAX) {
            throw new IamError(400, "MaxDocumentSizeExceeded", "The size limit of a document is 64 KB.");
        }
        JsonNode root = read(text);
        check(root.isObject(), "The document is not an object.");
        root.fieldNames().forEachRemaining(name -> check(TOP.contains(name), "Unknown element: " + name));
        String version = root.path("schemaVersion").asText();
        if (!version.equals("2.2")) {
            throw version.matches("1\\.2|2\\.0|0\\.3")
                    ? new NotEmulated("documents of schema " + version)
                    : new IamError(400, "InvalidDocumentSchemaVersion", "The schema version is not supported.");
        }
        JsonNode steps = root.path("mainSteps");
        check(steps.isArray() && !steps.isEmpty(), "mainSteps must be a list of at least one step.");
        if (steps.size() > 1) {
            throw new NotEmulated("documents of more than one step");
        }
        JsonNode step = steps.get(0);
        check(step.path("name").asText().matches("[A-Za-z0-9_-]{3,128}"), "A step needs a name.");
        check(step.path("action").asText().startsWith("aws:"), "A step needs an action.");
        if (!step.path("action").asText().equals("aws:runShellScript")) {
            throw new NotEmulated("the action " + step.path("action").asText());
        }
        step.fieldNames()
                .forEachRemaining(name -> check(
                        Set.of("action", "name", "inputs", "precondition", "maxAttempts", "onFailure", "isEnd")
                                .contains(name),
                        "Unknown element of a step: " + name));
        JsonNode inputs = step.path("inputs");
        inputs.fieldNames()
                .forEachRemaining(name -> check(
                        Set.of("runCommand", "timeoutSeconds", "workingDirectory")
                                .contains(name),
                        "Unknown input: " + name));
        check(!inputs.path("runCommand").isEmpty(), "runCommand is missing.");
        Content content = new Content(
                parameters(root.path("parameters")),
                step.path("name").asText(),
                texts(inputs.path("runCommand")),
                inputs.path("timeoutSeconds").asText("3600"),
                inputs.path("workingDirectory").asText(""));
        content.references()
                .forEach(name -> check(
                        content.parameters().containsKey(name) || name.contains(":"),
                        "The parameter " + name + " is used and not declared."));
        return content;
    }

    /** The script for these values, which must be such as the parameters take. */
    Script script(Map<String, List<String>> given) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        given.forEach((name, value) -> {
            if (!parameters.containsKey(name)) {
                throw invalid("Parameter \"" + name + "\" is not defined by the document.");
            }
        });
        parameters.forEach((name, parameter) -> {
            List<String> value = Optional.ofNullable(given.get(name))
                    .or(parameter::otherwise)
                    .orElseThrow(() -> invalid("Parameter \"" + name + "\" requires a value."));
            if (!parameter.type().equals("StringList") && value.size() != 1) {
                throw invalid("Parameter \"" + name + "\" takes one value.");
            }
            value.forEach(each -> {
                if (!parameter.allowed().isEmpty() && !parameter.allowed().contains(each)) {
                    throw invalid("Parameter \"" + name + "\" has a value not included in its allowedValues.");
                }
                if (parameter.pattern().isPresent()
                        && !each.matches(parameter.pattern().get())) {
                    throw invalid("Parameter \"" + name + "\" value does not match its allowedPattern.");
                }
            });
            values.put(name, value);
        });
        List<String> lines = new ArrayList<>();
        String directory = filled(workingDirectory, values);
        if (!directory.isEmpty()) {
            lines.add("cd '" + directory.replace("'", "'\\''") + "'");
        }
        for (String command : commands) {
            lines.add(filled(command, values));
        }
        return new Script(String.join("\n", lines), Duration.ofSeconds(seconds(filled(timeout, values))));
    }

    /** @param limit how long it may run */
    record Script(String text, Duration limit) {}

    private static long seconds(String text) {
        if (!text.matches("[0-9]{1,6}")) {
            throw invalid("timeoutSeconds is no number: " + text);
        }
        return Long.parseLong(text);
    }

    private static String filled(String text, Map<String, List<String>> values) {
        return REFERENCE.matcher(text).replaceAll(reference -> {
            List<String> value = values.get(reference.group(1));
            if (value == null) {
                throw new NotEmulated("the reference " + reference.group() + " in a document");
            }
            return Matcher.quoteReplacement(String.join("\n", value));
        });
    }

    private List<String> references() {
        List<String> names = new ArrayList<>();
        Matcher matcher = REFERENCE.matcher(String.join("\n", commands) + "\n" + timeout + "\n" + workingDirectory);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    private static Map<String, Parameter> parameters(JsonNode node) {
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        node.properties().forEach(each -> {
            JsonNode parameter = each.getValue();
            String type = parameter.path("type").asText();
            check(TYPES.contains(type), "The parameter " + each.getKey() + " has an unknown type: " + type);
            if (type.equals("MapList") || type.equals("StringMap")) {
                throw new NotEmulated("parameters of type " + type);
            }
            JsonNode otherwise = parameter.path("default");
            parameters.put(
                    each.getKey(),
                    new Parameter(
                            type,
                            otherwise.isMissingNode() ? Optional.empty() : Optional.of(texts(otherwise)),
                            texts(parameter.path("allowedValues")),
                            Optional.ofNullable(parameter.path("allowedPattern").asText(null))));
        });
        return parameters;
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(each -> texts.add(each.asText()));
        } else if (!node.isMissingNode()) {
            texts.add(node.asText());
        }
        return texts;
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IamError(400, "InvalidDocumentContent", "JSON not well-formed: " + e.getOriginalMessage());
        }
    }

    private static void check(boolean fine, String otherwise) {
        if (!fine) {
            throw new IamError(400, "InvalidDocumentContent", otherwise);
        }
    }

    private static IamError invalid(String message) {
        return new IamError(400, "InvalidParameters", message);
    }
}
