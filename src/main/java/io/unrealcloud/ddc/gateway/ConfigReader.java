package io.unrealcloud.ddc.gateway;

import io.unrealcloud.ddc.cql.SigV4Credentials;
import io.unrealcloud.ddc.gateway.GatewayConfig.Login;
import io.unrealcloud.ddc.gateway.Settings.Setting;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns settings into a configuration, or into one line that says what is wrong. */
final class ConfigReader {
    private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F]*:[0-9a-fA-F:.]*");
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m)");
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,9})(KiB|MiB)?");

    private final Settings settings;
    private final Map<String, String> environment;

    private ConfigReader(Settings settings, Map<String, String> environment) {
        this.settings = settings;
        this.environment = environment;
    }

    /** @throws ConfigException if something is missing or wrong */
    static GatewayConfig read(List<String> arguments, Map<String, String> environment) {
        return new ConfigReader(Settings.of(arguments, environment), environment).config();
    }

    private GatewayConfig config() {
        String region = settings.require(Setting.REGION);
        if (!region.matches("[a-z]{2}(-[a-z]+)+-[0-9]+")) {
            throw settings.wrong(Setting.REGION, "a Region such as us-east-1");
        }
        int maxFrame = size(Setting.MAX_FRAME_SIZE, 64 * 1024, FrameHeader.PROTOCOL_MAXIMUM);
        return new GatewayConfig(
                region,
                addresses(),
                number(Setting.PORT, 1, 65535),
                http(),
                settings.get(Setting.UPSTREAM_HOST).orElse("cassandra." + region + "." + domain(region)),
                number(Setting.UPSTREAM_PORT, 1, 65535),
                settings.get(Setting.UPSTREAM_TRUST).map(value -> file(Setting.UPSTREAM_TRUST)),
                login(region),
                choice(Setting.MODE, "keyspaces", "scylla").equals("scylla")
                        ? ModeCheck.Mode.SCYLLA
                        : ModeCheck.Mode.KEYSPACES,
                choice(Setting.CREATE_INDEX, "refuse", "void").equals("void"),
                maxFrame,
                size(Setting.FRAME_MEMORY, 64 * 1024, Integer.MAX_VALUE),
                number(Setting.MAX_CONNECTIONS, 1, 10_000),
                settings.require(Setting.THREADS).equals("auto")
                        ? Math.min(2, Runtime.getRuntime().availableProcessors())
                        : number(Setting.THREADS, 1, 64),
                duration(Setting.STARTUP_TIMEOUT),
                duration(Setting.CLIENT_TIMEOUT),
                duration(Setting.IDLE_TIMEOUT),
                duration(Setting.LOGIN_TIMEOUT),
                duration(Setting.UPSTREAM_TIMEOUT),
                duration(Setting.READY_GRACE),
                duration(Setting.DRAIN_TIMEOUT));
    }

    private Login login(String region) {
        if (choice(Setting.LOGIN, "iam", "password").equals("password")) {
            return new Login.PasswordFiles(file(Setting.USERNAME_FILE), file(Setting.PASSWORD_FILE));
        }
        Optional<String> role = variable("AWS_ROLE_ARN");
        Optional<String> token = variable("AWS_WEB_IDENTITY_TOKEN_FILE");
        if (role.isPresent() && token.isPresent()) {
            return new Login.WebIdentity(
                    role.get(),
                    Path.of(token.get()),
                    variable("AWS_ROLE_SESSION_NAME").orElse("ddc-cql-gateway"),
                    sts(region));
        }
        Optional<String> keyId = variable("AWS_ACCESS_KEY_ID");
        Optional<String> secret = variable("AWS_SECRET_ACCESS_KEY");
        if (keyId.isPresent() && secret.isPresent()) {
            return new Login.AccessKey(new SigV4Credentials(keyId.get(), secret.get(), variable("AWS_SESSION_TOKEN")));
        }
        throw new ConfigException("No IAM credentials: set AWS_ROLE_ARN and AWS_WEB_IDENTITY_TOKEN_FILE (the service"
                + " account's role annotation does), or --login password with its files");
    }

    /** The Region's STS, or the one the SDKs' standard variables name. */
    private URI sts(String region) {
        Optional<String> given = variable("AWS_ENDPOINT_URL_STS").or(() -> variable("AWS_ENDPOINT_URL"));
        String text = given.orElse("https://sts." + region + "." + domain(region));
        try {
            URI uri = new URI(text);
            if (uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw new ConfigException("The endpoint of STS is \"" + text + "\", which is no URL: " + e.getReason());
        }
        throw new ConfigException("The endpoint of STS is \"" + text + "\"; expected http:// or https:// and a host");
    }

    private static String domain(String region) {
        return region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    private List<InetAddress> addresses() {
        List<InetAddress> addresses = new ArrayList<>();
        for (String text : settings.require(Setting.LISTEN).split(",")) {
            addresses.add(address(Setting.LISTEN, text.strip()));
        }
        if (addresses.stream().distinct().count() != addresses.size() || addresses.size() > 16) {
            throw settings.wrong(Setting.LISTEN, "at most 16 different IP addresses");
        }
        return addresses;
    }

    private InetSocketAddress http() {
        String text = settings.require(Setting.HTTP);
        int colon = text.lastIndexOf(':');
        String port = colon < 0 ? "" : text.substring(colon + 1);
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65535) {
            throw settings.wrong(Setting.HTTP, "address:port");
        }
        String host = text.substring(0, colon).replace("[", "").replace("]", "");
        return new InetSocketAddress(address(Setting.HTTP, host), Integer.parseInt(port));
    }

    private InetAddress address(Setting setting, String text) {
        if (!ADDRESS.matcher(text).matches()) {
            throw settings.wrong(setting, "IP addresses, not names");
        }
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw settings.wrong(setting, "IP addresses");
        }
    }

    private Path file(Setting setting) {
        Path file = Path.of(settings.require(setting));
        if (!Files.isReadable(file)) {
            throw settings.wrong(setting, "a file that can be read");
        }
        return file;
    }

    private String choice(Setting setting, String... choices) {
        String value = settings.require(setting);
        if (!List.of(choices).contains(value)) {
            throw settings.wrong(setting, String.join(" or ", choices));
        }
        return value;
    }

    private int number(Setting setting, int least, int most) {
        String value = settings.require(setting);
        if (!value.matches("[0-9]{1,9}") || Integer.parseInt(value) < least || Integer.parseInt(value) > most) {
            throw settings.wrong(setting, "a number from " + least + " to " + most);
        }
        return Integer.parseInt(value);
    }

    private int size(Setting setting, long least, long most) {
        Matcher matcher = SIZE.matcher(settings.require(setting));
        if (matcher.matches()) {
            String unit = matcher.group(2);
            long factor = unit == null ? 1 : unit.equals("KiB") ? 1024 : 1024 * 1024;
            long size = Long.parseLong(matcher.group(1)) * factor;
            if (size >= least && size <= most) {
                return (int) size;
            }
        }
        throw settings.wrong(setting, "a size from " + least + " to " + most + " bytes, for example 8MiB");
    }

    private Duration duration(Setting setting) {
        Matcher matcher = DURATION.matcher(settings.require(setting));
        if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
            throw settings.wrong(setting, "a time such as 500ms, 30s or 10m");
        }
        long value = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(value);
            case "s" -> Duration.ofSeconds(value);
            default -> Duration.ofMinutes(value);
        };
    }
}
