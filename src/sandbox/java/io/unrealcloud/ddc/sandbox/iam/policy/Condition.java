package io.unrealcloud.ddc.sandbox.iam.policy;

import java.util.List;
import java.util.Optional;

/**
 * One operator on one key (IAM user guide: condition operators). Values are alternatives; of a negated operator none
 * may match. A key that is not there fails a positive operator and passes a negated one or one with {@code IfExists}.
 */
public record Condition(String operator, String key, List<String> values) {

    private static final String IF_EXISTS = "IfExists";

    public Condition {
        values = List.copyOf(values);
        test(base(operator), "", List.of());
    }

    public boolean holds(Context context) {
        Optional<String> value = context.value(key);
        String base = base(operator);
        if (base.equals("Null")) {
            return values.stream().allMatch(wanted -> Boolean.parseBoolean(wanted) == value.isEmpty());
        }
        return value.map(is -> test(base, is, values)).orElse(operator.endsWith(IF_EXISTS) || base.contains("Not"));
    }

    private static String base(String operator) {
        return operator.endsWith(IF_EXISTS) ? operator.substring(0, operator.length() - IF_EXISTS.length()) : operator;
    }

    private static boolean test(String operator, String is, List<String> wanted) {
        return switch (operator) {
            case "StringEquals" -> wanted.contains(is);
            case "StringNotEquals" -> !wanted.contains(is);
            case "StringEqualsIgnoreCase" -> wanted.stream().anyMatch(is::equalsIgnoreCase);
            case "StringNotEqualsIgnoreCase" -> wanted.stream().noneMatch(is::equalsIgnoreCase);
            case "StringLike" -> wanted.stream().anyMatch(pattern -> Pattern.matches(pattern, is));
            case "StringNotLike" -> wanted.stream().noneMatch(pattern -> Pattern.matches(pattern, is));
            case "ArnEquals", "ArnLike" -> wanted.stream().anyMatch(pattern -> Pattern.matchesArn(pattern, is));
            case "ArnNotEquals", "ArnNotLike" -> wanted.stream().noneMatch(pattern -> Pattern.matchesArn(pattern, is));
            case "Bool" -> wanted.stream().anyMatch(is::equalsIgnoreCase);
            case "Null" -> false;
            default -> throw new NotEmulated("the condition operator " + operator);
        };
    }
}
