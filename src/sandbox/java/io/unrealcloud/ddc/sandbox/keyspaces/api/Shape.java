package io.unrealcloud.ddc.sandbox.keyspaces.api;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What a member of a request may be; limits that are null do not hold. */
sealed interface Shape {

    record Text(Integer min, Integer max, Pattern pattern, List<String> allowed) implements Shape {}

    record Whole(BigDecimal min, BigDecimal max) implements Shape {}

    record Number() implements Shape {}

    record Flag() implements Shape {}

    record Many(String of, Integer min, Integer max) implements Shape {}

    record Structure(Map<String, Member> members) implements Shape {}

    record Member(String shape, boolean required) {}
}
