package io.unrealcloud.ddc.gateway;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The settings of the gateway as they are given: by flag, else by environment variable, else by default. */
final class Settings {
    private static final String PREFIX = "DDC_GATEWAY_";

    /** All settings, in the order of the help text. */
    enum Setting {
        REGION(null, "Region of the keyspaces, for example us-east-1 (required)"),
        LISTEN("127.0.0.1,127.0.0.2,127.0.0.3", "loopback addresses to listen on, each shown to clients as one node"),
        PORT("9042", "port on those addresses"),
        HTTP("0.0.0.0:9043", "address and port of probes and metrics"),
        UPSTREAM_HOST(null, "CQL endpoint (default: cassandra.<region>.amazonaws.com)"),
        UPSTREAM_PORT("9142", "its port"),
        UPSTREAM_TRUST(null, "PEM file with certificates to trust besides the system's"),
        LOGIN(
                "iam",
                "iam: the role in AWS_ROLE_ARN and AWS_WEB_IDENTITY_TOKEN_FILE, or the key in AWS_ACCESS_KEY_ID;"
                        + " password: service-specific credentials"),
        USERNAME_FILE(null, "file with the user name (login password)"),
        PASSWORD_FILE(null, "file with the password (login password)"),
        MODE("keyspaces", "mode DDC is configured for: keyspaces or scylla; what it sends is compared with this"),
        CREATE_INDEX("refuse", "what CREATE INDEX gets: refuse, or void to answer that it is done"),
        MAX_FRAME_SIZE("8MiB", "largest request"),
        FRAME_MEMORY("16MiB", "memory for large requests under way, all together"),
        MAX_CONNECTIONS("256", "client connections at a time"),
        THREADS("auto", "event loops (auto: one per processor, two at most)"),
        STARTUP_TIMEOUT("10s", "a new client has to begin within"),
        CLIENT_TIMEOUT("30s", "a client has to go on with a request it has begun to send within"),
        IDLE_TIMEOUT("10m", "a client without requests is kept for"),
        LOGIN_TIMEOUT("4500ms", "reaching and logging in to the database takes at most"),
        UPSTREAM_TIMEOUT("30s", "the database may be silent while requests wait for"),
        READY_GRACE("60s", "the database may be unreachable before the pod counts as not ready for"),
        DRAIN_TIMEOUT("25s", "requests under way may take at shutdown");

        private final String standard;
        private final String help;

        Setting(String standard, String help) {
            this.standard = standard;
            this.help = help;
        }

        String flag() {
            return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        String variable() {
            return PREFIX + name();
        }
    }

    private final Map<Setting, String> values = new EnumMap<>(Setting.class);
    private final Map<Setting, String> origins = new EnumMap<>(Setting.class);

    /** @throws ConfigException for a flag that is not known or lacks its value, or an unknown variable */
    static Settings of(List<String> arguments, Map<String, String> environment) {
        Settings settings = new Settings();
        for (Setting setting : Setting.values()) {
            settings.put(setting, setting.standard, "default");
            settings.put(setting, environment.get(setting.variable()), setting.variable());
        }
        for (String variable : environment.keySet()) {
            if (variable.startsWith(PREFIX) && !settings.known(variable)) {
                throw new ConfigException("Unknown setting " + variable + "; see --help");
            }
        }
        List<String> left = new ArrayList<>(arguments);
        while (!left.isEmpty()) {
            String argument = left.remove(0);
            int equals = argument.indexOf('=');
            String flag = equals < 0 ? argument : argument.substring(0, equals);
            Setting setting = settings.byFlag(flag);
            if (equals < 0 && left.isEmpty()) {
                throw new ConfigException(flag + " lacks its value");
            }
            settings.put(setting, equals < 0 ? left.remove(0) : argument.substring(equals + 1), flag);
        }
        return settings;
    }

    private boolean known(String variable) {
        for (Setting setting : Setting.values()) {
            if (setting.variable().equals(variable)) {
                return true;
            }
        }
        return false;
    }

    private Setting byFlag(String flag) {
        for (Setting setting : Setting.values()) {
            if (setting.flag().equals(flag)) {
                return setting;
            }
        }
        throw new ConfigException("Unknown argument " + flag + "; see --help");
    }

    private void put(Setting setting, String value, String origin) {
        if (value != null && !value.isBlank()) {
            values.put(setting, value.strip());
            origins.put(setting, origin);
        }
    }

    Optional<String> get(Setting setting) {
        return Optional.ofNullable(values.get(setting));
    }

    /** @throws ConfigException if it is not set */
    String require(Setting setting) {
        return get(setting)
                .orElseThrow(() -> new ConfigException(
                        "Set " + setting.flag() + " or " + setting.variable() + ": " + setting.help));
    }

    /** An error that names the flag or variable the value came from. */
    ConfigException wrong(Setting setting, String expected) {
        return new ConfigException(origins.get(setting) + " is \"" + values.get(setting) + "\"; expected " + expected);
    }

    static String help() {
        StringBuilder help = new StringBuilder()
                .append("CQL gateway: lets an unmodified DDC use Amazon Keyspaces with IAM.\n\n")
                .append("Every setting is a flag (--name value) or an environment variable (")
                .append(PREFIX)
                .append("NAME).\n\n");
        for (Setting setting : Setting.values()) {
            help.append(String.format("  %-20s %s", setting.flag(), setting.help));
            help.append(setting.standard == null ? "" : " [" + setting.standard + "]")
                    .append('\n');
        }
        return help.toString();
    }
}
