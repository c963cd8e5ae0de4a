package io.unrealcloud.ddc.sandbox.keyspaces.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.unrealcloud.ddc.sandbox.keyspaces.ServiceError;
import io.unrealcloud.ddc.sandbox.keyspaces.ServiceError.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds a request against its shape. A value of the wrong kind is a SerializationException; broken limits are gathered
 * into one ValidationException, in the words AWS services use. A member that is not in the model is refused too, which
 * is stricter than the service needs to be: what the emulator does not know it must not seem to accept.
 */
final class RequestCheck {

    private final ServiceModel model;
    private final List<String> violations = new ArrayList<>();

    private RequestCheck(ServiceModel model) {
        this.model = model;
    }

    static void check(ServiceModel model, ServiceModel.Operation operation, JsonNode request) {
        RequestCheck check = new RequestCheck(model);
        check.value(operation.request(), request, "");
        if (!check.violations.isEmpty()) {
            int count = check.violations.size();
            throw ServiceError.validation(count + (count == 1 ? " validation error" : " validation errors")
                    + " detected: " + String.join("; ", check.violations));
        }
    }

    private void value(Shape shape, JsonNode value, String at) {
        switch (shape) {
            case Shape.Structure structure -> structure(structure, value, at);
            case Shape.Many many -> many(many, value, at);
            case Shape.Text text -> text(text, value, at);
            case Shape.Whole whole -> whole(whole, value, at);
            case Shape.Number number -> kind(value.isNumber(), "a number", at);
            case Shape.Flag flag -> kind(value.isBoolean(), "true or false", at);
        }
    }

    private void structure(Shape.Structure structure, JsonNode value, String at) {
        kind(value.isObject(), "an object", at);
        value.fieldNames().forEachRemaining(name -> {
            if (!structure.members().containsKey(name)) {
                throw new ServiceError(Type.SerializationException, "Unknown member " + path(at, name));
            }
        });
        structure.members().forEach((name, member) -> {
            JsonNode inner = value.get(name);
            if (inner != null && !inner.isNull()) {
                value(model.shape(member.shape()), inner, path(at, name));
            } else if (member.required()) {
                violated("null", path(at, name), "Member must not be null");
            }
        });
    }

    private void many(Shape.Many many, JsonNode value, String at) {
        kind(value.isArray(), "a list", at);
        length(many.min(), many.max(), value.size(), value.toString(), at);
        for (int i = 0; i < value.size(); i++) {
            value(model.shape(many.of()), value.get(i), at + "." + (i + 1) + ".member");
        }
    }

    private void text(Shape.Text shape, JsonNode value, String at) {
        kind(value.isTextual(), "a string", at);
        String text = value.asText();
        length(shape.min(), shape.max(), text.length(), text, at);
        if (shape.pattern() != null && !shape.pattern().matcher(text).matches()) {
            violated(text, at, "Member must satisfy regular expression pattern: " + shape.pattern());
        }
        if (!shape.allowed().isEmpty() && !shape.allowed().contains(text)) {
            violated(text, at, "Member must satisfy enum value set: " + shape.allowed());
        }
    }

    private void whole(Shape.Whole shape, JsonNode value, String at) {
        kind(value.isIntegralNumber(), "a whole number", at);
        BigDecimal number = value.decimalValue();
        if (shape.min() != null && number.compareTo(shape.min()) < 0) {
            violated(value.asText(), at, "Member must have value greater than or equal to " + shape.min());
        }
        if (shape.max() != null && number.compareTo(shape.max()) > 0) {
            violated(value.asText(), at, "Member must have value less than or equal to " + shape.max());
        }
    }

    private void length(Integer min, Integer max, int length, String value, String at) {
        if (min != null && length < min) {
            violated(value, at, "Member must have length greater than or equal to " + min);
        }
        if (max != null && length > max) {
            violated(value, at, "Member must have length less than or equal to " + max);
        }
    }

    private void violated(String value, String at, String constraint) {
        violations.add("Value '" + value + "' at '" + at + "' failed to satisfy constraint: " + constraint);
    }

    private static void kind(boolean right, String wanted, String at) {
        if (!right) {
            throw new ServiceError(
                    Type.SerializationException, (at.isEmpty() ? "The request" : at) + " must be " + wanted);
        }
    }

    private static String path(String at, String name) {
        return at.isEmpty() ? name : at + "." + name;
    }
}
