package io.unrealcloud.ddc.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What is made from other files is committed as it is made. */
class InstallFilesTest {

    @TestFactory
    Stream<DynamicTest> committedIsGenerated() throws IOException {
        return DeployFiles.all().entrySet().stream()
                .map(file -> DynamicTest.dynamicTest(file.getKey().toString(), () -> check(file)));
    }

    private static void check(Map.Entry<Path, String> file) throws IOException {
        if (System.getProperty("install.write") != null) {
            Files.createDirectories(file.getKey().getParent());
            Files.writeString(file.getKey(), file.getValue());
        }
        assertThat(Files.readString(file.getKey()))
                .as("%s is not what it is made from. Write it anew with: %s", file.getKey(), DeployFiles.COMMAND)
                .isEqualTo(file.getValue());
    }
}
