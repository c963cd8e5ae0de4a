package io.unrealcloud.ddc.ops;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.unrealcloud.ddc.model.OperatorSettings;
import io.unrealcloud.ddc.model.Tenancy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the operator's configuration file. Unknown keys and keys given twice are errors: a misspelt limit must not be
 * a missing one, nor the last of two the one that counts.
 */
public final class SettingsLoader {

    private static final Pattern ROLE_PATH = Pattern.compile("/([!-~]{1,510}/)?");

    private static final Pattern POLICY_ARN =
            Pattern.compile("arn:aws[a-z-]*:iam::([0-9]{12}|aws):policy/[A-Za-z0-9_+=,.@/-]+");

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private SettingsLoader() {}

    /** @throws StartupException with one line saying what is wrong and where */
    public static OperatorSettings load(Path file) {
        try {
            String text = Files.readString(file);
            OperatorSettings settings = text.isBlank() ? null : YAML.readValue(text, OperatorSettings.class);
            if (settings == null) {
                throw new StartupException("The configuration file " + file + " is empty.");
            }
            check(file, settings);
            return settings;
        } catch (NoSuchFileException missing) {
            throw new StartupException(
                    "There is no configuration file at " + file + ". Set DDC_OPERATOR_CONFIG to the path of one.");
        } catch (JsonMappingException wrong) {
            throw new StartupException("The configuration file %s is wrong at %s: %s"
                    .formatted(
                            file,
                            path(wrong),
                            wrong.getCause() instanceof NullPointerException
                                    ? "a list there has an entry without a value."
                                    : wrong.getOriginalMessage()
                                            .lines()
                                            .findFirst()
                                            .orElse("")));
        } catch (JsonProcessingException wrong) {
            throw new StartupException("The configuration file %s is not YAML, line %d: %s"
                    .formatted(
                            file,
                            wrong.getLocation() == null
                                    ? 0
                                    : wrong.getLocation().getLineNr(),
                            wrong.getOriginalMessage().lines().findFirst().orElse("")));
        } catch (IOException unreadable) {
            throw new StartupException(
                    "The configuration file " + file + " cannot be read: " + unreadable.getMessage());
        }
    }

    private static void check(Path file, OperatorSettings settings) {
        Set<String> seen = new HashSet<>();
        for (Tenancy.Limits limits : settings.tenancy().namespaces()) {
            if (limits.namespace() == null || limits.namespace().isBlank()) {
                throw new StartupException("In " + file + " an entry of tenancy.namespaces has no namespace.");
            }
            if (!seen.add(limits.namespace())) {
                throw new StartupException(
                        "In " + file + " tenancy.namespaces has two entries for " + limits.namespace() + ".");
            }
        }
        if (!ROLE_PATH.matcher(settings.identity().rolePath()).matches()) {
            throw new StartupException("In " + file
                    + " identity.rolePath must begin and end with a slash, for example /unreal-cloud-ddc/.");
        }
        String boundary = settings.identity().permissionsBoundary();
        if (boundary != null
                && !boundary.isBlank()
                && !POLICY_ARN.matcher(boundary).matches()) {
            throw new StartupException("In " + file + " identity.permissionsBoundary is not the ARN of an IAM policy: "
                    + boundary + ". Give one such as arn:aws:iam::111122223333:policy/ddc-boundary.");
        }
    }

    private static String path(JsonMappingException wrong) {
        StringBuilder path = new StringBuilder();
        wrong.getPath()
                .forEach(reference -> path.append(
                        reference.getFieldName() == null
                                ? "[" + reference.getIndex() + "]"
                                : (path.isEmpty() ? "" : ".") + reference.getFieldName()));
        return path.isEmpty() ? "the top level" : path.toString();
    }
}
