package io.unrealcloud.ddc.install;

import static org.assertj.core.api.Assertions.assertThat;

import io.unrealcloud.ddc.docs.Documents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What documents tell people to type, and mark as runnable without nodes, ends well. */
@Tag("cluster")
class DocumentedCommandsTest {

    /** Blocks with the other mark are run by sandbox/tests. */
    private static final Set<String> PLACES = Set.of("api-server", "sandbox");

    @TempDir
    private Path home;

    @TestFactory
    Stream<DynamicTest> everyBlockForAnApiServerRuns() {
        return Documents.all().stream().flatMap(document -> {
            List<String> blocks = Documents.runnable(document, "api-server");
            return IntStream.range(0, blocks.size())
                    .mapToObj(number ->
                            DynamicTest.dynamicTest(document + " " + (number + 1), () -> run(blocks.get(number))
                                    .ok()));
        });
    }

    @Test
    void marksNameAPlaceThatIsRun() {
        Set<String> named = new TreeSet<>();
        Documents.all().forEach(document -> named.addAll(Documents.marks(document)));
        assertThat(named).isEqualTo(new TreeSet<>(PLACES));
    }

    /** A command that fails makes the block fail: otherwise nothing above would mean anything. */
    @Test
    void aBlockFailsWithItsFirstCommand() throws IOException {
        assertThat(run("kubectl get nothing-of-this-name\necho went on\n"))
                .satisfies(result -> assertThat(result.code()).isNotZero())
                .satisfies(result -> assertThat(result.output()).doesNotContain("went on"));
    }

    /** As somebody in a fresh checkout, which the commands may write into. */
    private Program.Result run(String block) throws IOException {
        Path checkout = Files.createTempDirectory(home, "checkout");
        for (Path entry : Chart.filesIn(Path.of(""))) {
            if (!entry.toString().startsWith(".") && !entry.equals(Path.of("target"))) {
                Files.createSymbolicLink(checkout.resolve(entry), entry.toAbsolutePath());
            }
        }
        Map<String, String> environment = new java.util.HashMap<>(new Cluster(home).environment());
        environment.put(
                "PATH", Program.KUBECTL.directory() + ":" + Program.HELM.directory() + ":" + System.getenv("PATH"));
        return Program.BASH.run(List.of("-euo", "pipefail", "-c", "cd '" + checkout + "'\n" + block), environment);
    }
}
