package io.unrealcloud.ddc.sandbox.image;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Builds one image: a base, a Java runtime, and folders of jars or classes. The same input gives the same image.
 *
 * <pre>
 * --base tar:/path or a registry reference   --name repository:tag   --out image.tar   --work folder
 * --add local=/in/the/image (repeatable)      --entrypoint word (repeatable)
 * --class-archive home (optional): makes the gateway's class archive there before it is added
 * </pre>
 */
public final class ImageMain {

    private static final String JRE = "/opt/java";
    private static final String NOBODY = "65532:65532";

    private ImageMain() {}

    public static void main(String... arguments) throws Exception {
        Map<String, List<String>> options = options(arguments);
        for (String needed : List.of("base", "name", "out", "work", "add", "entrypoint")) {
            if (!options.containsKey(needed)) {
                System.err.println("image: --" + needed + " is missing");
                System.exit(2);
            }
        }
        build(options);
    }

    private static void build(Map<String, List<String>> options) throws Exception {
        Path work = Path.of(one(options, "work"));
        Path out = Path.of(one(options, "out"));
        Files.createDirectories(work);
        Path jre = Jre.in(work.resolve("jre-" + Runtime.version().feature()));
        if (options.containsKey("class-archive")) {
            ClassArchive.ofGateway(Path.of(one(options, "class-archive")), jre);
        }
        JibContainerBuilder image = base(one(options, "base"))
                .setPlatforms(Set.of(new Platform(architecture(), "linux")))
                .addFileEntriesLayer(layer(jre, JRE));
        for (String add : options.get("add")) {
            int split = add.indexOf('=');
            image.addFileEntriesLayer(layer(Path.of(add.substring(0, split)), add.substring(split + 1)));
        }
        Path half = out.resolveSibling(out.getFileName() + ".half");
        image.setEntrypoint(options.get("entrypoint"))
                .addEnvironmentVariable("JAVA_HOME", JRE)
                .setUser(NOBODY)
                .setCreationTime(Instant.EPOCH)
                .containerize(Containerizer.to(TarImage.at(half).named(one(options, "name")))
                        .setOfflineMode(one(options, "base").startsWith("tar:"))
                        .setApplicationLayersCache(work.resolve("layers"))
                        .setBaseImageLayersCache(work.resolve("base-layers")));
        Files.move(half, out, StandardCopyOption.REPLACE_EXISTING);
    }

    private static JibContainerBuilder base(String base) throws Exception {
        return base.startsWith("tar:")
                ? Jib.from(TarImage.at(Path.of(base.substring("tar:".length()))).named("base"))
                : Jib.from(base);
    }

    /** A folder or file as a layer, its files in a stable order, programs executable. */
    private static FileEntriesLayer layer(Path from, String to) throws IOException {
        FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName(to);
        AbsoluteUnixPath root = AbsoluteUnixPath.get(to);
        List<Path> files;
        try (Stream<Path> all = Files.walk(from)) {
            files = all.sorted().toList();
        }
        for (Path file : files) {
            AbsoluteUnixPath target = root.resolve(from.relativize(file).toString());
            FilePermissions permissions = Files.isDirectory(file) || Files.isExecutable(file)
                    ? FilePermissions.fromOctalString("755")
                    : FilePermissions.fromOctalString("644");
            layer.addEntry(file, target, permissions);
        }
        return layer.build();
    }

    private static String architecture() {
        return switch (System.getProperty("os.arch")) {
            case "aarch64" -> "arm64";
            default -> "amd64";
        };
    }

    private static String one(Map<String, List<String>> options, String name) {
        return options.get(name).get(0);
    }

    private static Map<String, List<String>> options(String... arguments) {
        Map<String, List<String>> options = new HashMap<>();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            options.merge(arguments[i].substring(2), List.of(arguments[i + 1]), (before, more) -> Stream.concat(
                            before.stream(), more.stream())
                    .toList());
        }
        return options;
    }
}
