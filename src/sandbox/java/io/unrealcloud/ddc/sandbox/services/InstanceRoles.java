package io.unrealcloud.ddc.sandbox.services;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.unrealcloud.ddc.sandbox.iam.MotoRoles;
import io.unrealcloud.ddc.sandbox.iam.MotoRoles.Profile;
import io.unrealcloud.ddc.sandbox.identity.AccessKey;
import io.unrealcloud.ddc.sandbox.identity.KnownPrincipals;
import io.unrealcloud.ddc.sandbox.machines.MachineSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gives each machine a session of its instance profile's role, in the file {@code role.json} of its directory: what the
 * instance metadata service hands out on EC2. It is good as long as the sandbox runs.
 */
final class InstanceRoles implements BiConsumer<MachineSpec, Optional<String>> {

    private static final Pattern ROLE = Pattern.compile("arn:aws:iam::(?<account>\\d{12}):role/(?:.*/)?(?<name>[^/]+)");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final MotoRoles roles;
    private final KnownPrincipals principals;
    private final Supplier<URI> endpoint;

    /** @param endpoint where machines reach AWS */
    InstanceRoles(MotoRoles roles, KnownPrincipals principals, Supplier<URI> endpoint) {
        this.roles = roles;
        this.principals = principals;
        this.endpoint = endpoint;
    }

    /** @param profile name of the instance profile; without one, or without a role in it, there is no session */
    @Override
    public void accept(MachineSpec machine, Optional<String> profile) {
        Optional<Matcher> role = profile.flatMap(roles::profile)
                .flatMap(Profile::role)
                .map(ROLE::matcher)
                .filter(Matcher::matches);
        if (role.isEmpty()) {
            return;
        }
        String account = role.get().group("account");
        AccessKey key = new AccessKey(
                "ASIA" + random(8).toUpperCase(java.util.Locale.ROOT),
                random(20),
                random(40),
                "arn:aws:sts::" + account + ":assumed-role/" + role.get().group("name") + "/" + machine.instanceId(),
                account,
                null);
        principals.add(key);
        Path file = machine.directory().resolve("role.json");
        try {
            Files.write(
                    file,
                    new JsonMapper()
                            .writeValueAsBytes(Map.of(
                                    "endpoint",
                                    endpoint.get().toString(),
                                    "accessKeyId",
                                    key.accessKeyId(),
                                    "secretAccessKey",
                                    key.secretAccessKey(),
                                    "sessionToken",
                                    key.sessionToken())));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    private static String random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
