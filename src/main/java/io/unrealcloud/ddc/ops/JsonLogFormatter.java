package io.unrealcloud.ddc.ops;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;

/**
 * One JSON object a line: {@code timestamp} (UTC), {@code level}, {@code category}, {@code logger}, {@code thread},
 * {@code message}; with a failure {@code error} (its class) and {@code stackTrace}; and {@code context}, which names
 * the resource a pass is about. Written with the JSON library the Kubernetes client brings along.
 */
final class JsonLogFormatter extends ExtFormatter {

    private static final JsonFactory JSON = new JsonFactory();

    @Override
    public String format(ExtLogRecord line) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("timestamp", line.getInstant().toString());
            json.writeStringField("level", line.getLevel().getName());
            json.writeStringField(
                    "category", LogCategory.of(line.getLoggerName()).value());
            json.writeStringField("logger", line.getLoggerName());
            json.writeStringField("thread", line.getThreadName());
            json.writeStringField("message", formatMessage(line));
            if (line.getThrown() != null) {
                json.writeStringField("error", line.getThrown().getClass().getName());
                json.writeStringField("stackTrace", trace(line.getThrown()));
            }
            context(json, line.getMdcCopy());
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // a StringWriter does not fail
        }
        return text.append('\n').toString();
    }

    private static void context(JsonGenerator json, Map<String, String> context) throws IOException {
        if (context.isEmpty()) {
            return;
        }
        json.writeObjectFieldStart("context");
        for (Map.Entry<String, String> entry : new java.util.TreeMap<>(context).entrySet()) {
            json.writeStringField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
    }

    private static String trace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
