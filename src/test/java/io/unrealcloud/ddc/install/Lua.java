package io.unrealcloud.ddc.install;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Runs Lua as Argo CD does: the object is the global {@code obj}, and hardly any library is there. */
final class Lua {

    /** Argo CD opens the base and table libraries, and of os only the time. */
    private static final String SANDBOX = """
        local print = print
        getmetatable("").__index = nil
        io, require, dofile, loadfile, debug, package, string, math, coroutine, channel = nil
        os = {time = os.time, date = os.date}
        """;

    private Lua() {}

    /** @param print Lua that prints from {@code result}, what the program returned */
    static String run(Path program, JsonNode object, String print) throws IOException {
        Path script = Files.createTempFile("ddc-argo", ".lua");
        try {
            Files.writeString(
                    script,
                    SANDBOX + "obj = " + literal(object) + "\nlocal function program()\n" + Files.readString(program)
                            + "\nend\nlocal result = program()\n" + print);
            Program.Result result = Program.GLUA.run(List.of(script.toString()));
            return result.ok().strip();
        } finally {
            Files.delete(script);
        }
    }

    static String literal(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT ->
                value.properties().stream()
                        .map(field -> "[" + quoted(field.getKey()) + "]=" + literal(field.getValue()))
                        .collect(Collectors.joining(",", "{", "}"));
            case ARRAY ->
                StreamSupport.stream(value.spliterator(), false)
                        .map(Lua::literal)
                        .collect(Collectors.joining(",", "{", "}"));
            case STRING -> quoted(value.asText());
            case NUMBER, BOOLEAN -> value.asText();
            case NULL, MISSING -> "nil";
            case BINARY, POJO -> throw new IllegalArgumentException(value.toString());
        };
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
