package io.unrealcloud.ddc.ops;

import io.unrealcloud.ddc.model.OperatorSettings;
import io.unrealcloud.ddc.workload.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Gathers what the operator hands on to the pods it makes. */
final class PlatformLoader {

    private static final String AWS_ENDPOINT = "AWS_ENDPOINT_URL";

    private PlatformLoader() {}

    /** @throws StartupException if the trust store of the configuration cannot be read */
    static Platform load(
            OperatorSettings settings,
            Optional<String> gatewayImage,
            Optional<String> namespace,
            Map<String, String> environment) {
        return new Platform(
                gatewayImage.orElse(""),
                namespace.filter(name -> !name.isBlank()),
                environment.entrySet().stream()
                        .filter(variable -> variable.getKey().equals(AWS_ENDPOINT)
                                || variable.getKey().startsWith(AWS_ENDPOINT + "_"))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)),
                Optional.ofNullable(settings.cql().trustStore()).map(PlatformLoader::read));
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException unreadable) {
            throw new StartupException("cql.trustStore, " + file + ", cannot be read: " + unreadable.getMessage());
        }
    }
}
