package io.unrealcloud.ddc.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One table of figures: printed, and written as JSON. */
public final class BenchReport {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final String name;
    private final List<Row> rows = new ArrayList<>();

    /** @param target what the design asks for, in words; empty where it asks for nothing */
    public record Row(String what, double value, String unit, String target) {}

    public BenchReport(String name) {
        this.name = name;
    }

    public BenchReport row(String what, double value, String unit, String target) {
        rows.add(new Row(what, value, unit, target));
        return this;
    }

    public void publish() throws IOException {
        Path file = Path.of("target", "bench", name + ".json");
        Files.createDirectories(file.getParent());
        JSON.writeValue(file.toFile(), rows);
        StringBuilder table = new StringBuilder("\n" + name + "\n");
        rows.forEach(row -> table.append(String.format(
                Locale.ROOT, "  %-58s %10.2f %-8s %s%n", row.what(), row.value(), row.unit(), row.target())));
        System.out.println(table);
    }
}
