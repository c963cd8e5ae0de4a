package io.unrealcloud.ddc.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The rooms of the house and the arrows between them, as docs/architecture.md draws them. "May use" is transitive. A
 * room is the package of its name and everything under it that is not a room itself.
 */
class RoomsTest {

    private static final String ROOT = "io.unrealcloud.ddc.";

    /** Each room with those it may use; every room comes after those. */
    private static final Map<String, List<String>> ROOMS = new LinkedHashMap<>();

    static {
        ROOMS.put("api.v1alpha1", List.of());
        ROOMS.put("schema", List.of());
        ROOMS.put("model", List.of("api.v1alpha1", "schema"));
        ROOMS.put("aws", List.of("model"));
        ROOMS.put("cql", List.of("schema"));
        ROOMS.put("provision", List.of("model", "aws"));
        ROOMS.put("provision.keyspaces", List.of("provision", "schema", "cql"));
        ROOMS.put("provision.scylla", List.of("provision", "schema", "cql"));
        ROOMS.put("identity", List.of("model", "aws", "provision"));
        ROOMS.put("workload", List.of("model"));
        ROOMS.put("verification", List.of("model", "cql"));
        ROOMS.put("migration", List.of("provision", "workload", "cql"));
        ROOMS.put("migration.copier", List.of("cql", "schema"));
        ROOMS.put("gateway", List.of("cql"));
        ROOMS.put(
                "reconcile",
                List.of(
                        "provision.keyspaces",
                        "provision.scylla",
                        "identity",
                        "workload",
                        "verification",
                        "migration",
                        "gateway"));
        ROOMS.put("ops", List.of("reconcile"));
    }

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.unrealcloud.ddc");

    @Test
    void everyClassIsInARoom() {
        assertThat(PRODUCT)
                .isNotEmpty()
                .allSatisfy(type -> assertThat(ROOMS).as(type.getName()).containsKey(room(type)));
    }

    @Test
    void arrowsPointDownwardsOnly() {
        Set<String> wrong = new TreeSet<>();
        PRODUCT.forEach(type -> type.getDirectDependenciesFromSelf().stream()
                .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                .filter(target -> target.getPackageName().startsWith(ROOT)
                        && !room(target).equals(room(type)))
                .filter(target -> !mayUse(room(type)).contains(room(target)))
                .forEach(target -> wrong.add(type.getName() + " uses " + target.getName())));
        assertThat(wrong).isEmpty();
    }

    @Test
    void theProductKnowsNoSandbox() {
        assertThat(PRODUCT).noneMatch(type -> type.getPackageName().startsWith(ROOT + "sandbox"));
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + "sandbox..")
                .check(PRODUCT);
    }

    @Test
    void everyPackageSaysWhatItIsFor() throws IOException {
        Set<Path> silent = new TreeSet<>();
        for (Path sources : List.of(Path.of("src/main/java"), Path.of("src/sandbox/java"))) {
            try (Stream<Path> files = Files.walk(sources)) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .map(Path::getParent)
                        .distinct()
                        .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
                        .forEach(silent::add);
            }
        }
        assertThat(silent).isEmpty();
    }

    /** What reads the clock by itself cannot be tested in another time. */
    @Test
    void timeIsReadThroughAClock() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "ops..")
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.time.Clock.class, "systemUTC")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(PRODUCT.that(com.tngtech.archunit.base.DescribedPredicate.describe(
                        "in rooms of the operator", type -> Stream.of("model", "provision", "identity", "reconcile")
                                .anyMatch(name -> room(type).startsWith(name)))));
    }

    private static Set<String> mayUse(String room) {
        Set<String> all = new TreeSet<>(ROOMS.get(room));
        ROOMS.get(room).forEach(used -> all.addAll(mayUse(used)));
        return all;
    }

    /** The longest name of a room the class's package begins with, or its package if there is none. */
    private static String room(JavaClass type) {
        String name = type.getBaseComponentType().getPackageName();
        String inside = name.length() > ROOT.length() ? name.substring(ROOT.length()) : name;
        return ROOMS.keySet().stream()
                .filter(room -> inside.equals(room) || inside.startsWith(room + "."))
                .collect(Collectors.maxBy((a, b) -> Integer.compare(a.length(), b.length())))
                .orElse(inside);
    }
}
