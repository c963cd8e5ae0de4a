package io.unrealcloud.ddc.identity.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CanonicalPolicyTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Property(tries = 300)
    void howItIsWrittenDoesNotCount(@ForAll("documents") PolicyDocument document, @ForAll long seed) {
        assertThat(CanonicalPolicy.same(document.json(), rewritten(document, new Random(seed))))
                .isTrue();
    }

    @Property(tries = 300)
    void whatItSaysCounts(@ForAll("documents") PolicyDocument one, @ForAll("documents") PolicyDocument other) {
        assertThat(CanonicalPolicy.same(one.json(), other.json()))
                .isEqualTo(meaning(one).equals(meaning(other)));
    }

    @Property(tries = 300)
    void everyPartCounts(@ForAll("documents") PolicyDocument document, @ForAll long seed) {
        List<Statement> changed = new ArrayList<>(document.statements());
        Random random = new Random(seed);
        int index = random.nextInt(changed.size());
        Statement old = changed.get(index);
        List<String> actions = new ArrayList<>(old.actions());
        List<String> resources = new ArrayList<>(old.resources());
        SortedMap<String, String> equal = new TreeMap<>(old.equal());
        switch (random.nextInt(3)) {
            case 0 -> actions.add("new:Action");
            case 1 -> resources.add("new-resource");
            default -> equal.put("new:key", "v");
        }
        changed.set(index, new Statement(old.sid(), old.federated(), actions, resources, equal));
        String after = new PolicyDocument(changed).json();
        assertThat(CanonicalPolicy.same(document.json(), after)).isFalse();
    }

    @Example
    void whatAwsMayWriteInAnotherWay() {
        String sent =
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"A\",\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"*\"},"
                        + "\"Action\":[\"s3:GetObject\"],\"Resource\":[\"b\",\"a\"],"
                        + "\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"true\"}}}]}";
        String stored = " {\"Id\":\"x\","
                + " \"Statement\":{\"Resource\":[\"a\",\"b\",\"a\"],\"Action\":\"S3:getobject\",\"Effect\":\"Allow\","
                + "\"Principal\":\"*\",\"Condition\":{\"bool\":{\"AWS:SecureTransport\":[true]}}},\"Version\":\"2012-10-17\"}";
        assertThat(CanonicalPolicy.same(sent, stored)).isTrue();
    }

    @Example
    void differencesOfMeaning() {
        String base =
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"a:b\",\"Resource\":\"r\"}]}";
        for (String other : List.of(
                base.replace("Allow", "Deny"),
                base.replace("\"r\"", "\"R\""),
                base.replace("Resource", "NotResource"),
                base.replace("2012", "2008"),
                base.replace("\"Version\":\"2012-10-17\",", ""),
                base.replace("\"r\"}", "\"r\",\"Condition\":{\"Null\":{\"k\":\"true\"}}}"),
                base.replace("\"r\"", "\"r\",\"Action\":\"c:d\""),
                base.substring(1),
                base + "x",
                "[]",
                "",
                "null",
                "{}")) {
            assertThat(CanonicalPolicy.same(base, other)).as(other).isFalse();
            assertThat(CanonicalPolicy.same(other, base)).as(other).isFalse();
        }
        assertThat(CanonicalPolicy.same("nonsense", "nonsense"))
                .as("what cannot be read is never as it shall be")
                .isFalse();
    }

    /** One value with a comma in it is not two. */
    @Example
    void valuesDoNotRunTogether() {
        String one = "{\"Statement\":[{\"Action\":[\"a\\\", \\\"b\"]}]}";
        String two = "{\"Statement\":[{\"Action\":[\"a\",\"b\"]}]}";
        assertThat(CanonicalPolicy.same(one, two)).isFalse();
    }

    @Provide
    Arbitrary<PolicyDocument> documents() {
        Arbitrary<List<String>> actions = Arbitraries.of("s3:GetObject", "s3:PutObject", "cassandra:Select", "a:*")
                .list()
                .ofMinSize(1)
                .ofMaxSize(3);
        Arbitrary<List<String>> resources = Arbitraries.of("*", "r1", "R1", "r1/*", "r\"2")
                .list()
                .ofMinSize(1)
                .ofMaxSize(3);
        Arbitrary<SortedMap<String, String>> equal = Arbitraries.maps(
                        Arbitraries.of("issuer:aud", "issuer:sub"), Arbitraries.of("x", "y"))
                .map(TreeMap::new);
        Arbitrary<Statement> statements = Combinators.combine(actions, resources, equal)
                .as((action, resource, condition) ->
                        new Statement("Sid", Optional.empty(), action, resource, condition));
        return statements.list().ofMinSize(1).ofMaxSize(3).map(PolicyDocument::new);
    }

    private static Object meaning(PolicyDocument document) {
        return new HashSet<>(document.statements());
    }

    /** The same document: members, statements and lists in another order, lists of one without brackets. */
    private static String rewritten(PolicyDocument document, Random random) {
        ArrayNode statements = JSON.createArrayNode();
        for (Statement statement : shuffled(document.statements(), random)) {
            ObjectNode node = JSON.createObjectNode();
            if (!statement.equal().isEmpty()) {
                ObjectNode keys = node.putObject("Condition").putObject("stringequals");
                shuffled(List.copyOf(statement.equal().keySet()), random)
                        .forEach(key -> keys.put(
                                key.toUpperCase(Locale.ROOT), statement.equal().get(key)));
            }
            values(node, "Resource", shuffled(statement.resources(), random));
            values(
                    node,
                    "Action",
                    shuffled(statement.actions(), random).stream()
                            .map(action -> action.toUpperCase(Locale.ROOT))
                            .toList());
            statements.add(node.put("Effect", "Allow").put("Sid", "Other" + random.nextInt(9)));
        }
        ObjectNode whole = JSON.createObjectNode();
        if (statements.size() == 1 && random.nextBoolean()) {
            whole.set("Statement", statements.get(0));
        } else {
            whole.set("Statement", statements);
        }
        return whole.put("Version", "2012-10-17").toPrettyString();
    }

    private static void values(ObjectNode node, String name, List<String> values) {
        if (values.size() == 1) {
            node.put(name, values.getFirst());
        } else {
            values.forEach(node.withArray(name)::add);
        }
    }

    private static <T> List<T> shuffled(List<T> list, Random random) {
        List<T> shuffled = new ArrayList<>(list);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }
}
