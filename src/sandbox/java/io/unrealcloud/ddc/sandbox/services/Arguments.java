package io.unrealcloud.ddc.sandbox.services;

import io.unrealcloud.ddc.sandbox.keyspaces.Delay;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The command line.
 *
 * @param directory where everything is kept
 * @param addresses IP addresses of the CQL fronts; the control plane uses the first
 * @param fronts port by Region
 * @param partitioner null for the default
 * @param moto null when everybody may do everything
 * @param issuers files with the keys of issuers of tokens, by issuer
 */
public record Arguments(
        Path directory,
        List<String> addresses,
        int controlPort,
        int adminPort,
        int cassandraPort,
        int heapMegabytes,
        String account,
        Map<String, Integer> fronts,
        List<String> names,
        Map<Delay, Duration> delays,
        double emptyPages,
        String partitioner,
        URI moto,
        int awsPort,
        Map<String, Path> issuers) {
    public static final String HELP = """
        Amazon Keyspaces for the sandbox: the control plane and one CQL endpoint per Region, over one Apache Cassandra.

        --directory DIR          state, certificates and logs (required)
        --cql REGION[=PORT]      a CQL endpoint, once for each Region, at least one; a free port if none is given
        --address IP             where everything listens; more than one make the CQL endpoints peers (127.0.0.1)
        --name NAME              a further DNS name for the certificates, any number of times
        --control-port PORT      the control plane (a free port)
        --admin-port PORT        faults of the CQL endpoints (a free port)
        --cassandra-port PORT    Cassandra itself, on 127.0.0.1 (a free port)
        --heap MB                Cassandra's heap (256)
        --account ID             the account of the key and user made at the first start (123456789012)
        --delay WHAT=DURATION    how long a change takes, for example create-table=2s; any number of times
        --empty-pages FRACTION   share of result pages that come empty first (0)
        --partitioner CLASS      what accounts use until they change it (Murmur3Partitioner)
        --moto URL               moto; then policies hold, and its services and STS are at --aws-port
        --aws-port PORT          what moto has, behind signatures and policies (a free port)
        --issuer URL=FILE        whose tokens STS accepts, and the file with its keys (JWKS); any number of times
        --help                   this text

        Access key and service user are made at the first start and kept in DIR/credentials.properties; set
        SANDBOX_ACCESS_KEY_ID, SANDBOX_SECRET_ACCESS_KEY, SANDBOX_SERVICE_USER and SANDBOX_SERVICE_PASSWORD to choose
        them. When all is up, one line of JSON with the addresses is printed. SIGTERM ends it.
        """;

    /** A wrong command line; the message is for the user. */
    public static final class Wrong extends RuntimeException {
        Wrong(String message) {
            super(message, null, false, false);
        }
    }

    public Arguments {
        addresses = List.copyOf(addresses);
        names = List.copyOf(names);
        issuers = Map.copyOf(issuers);
    }

    /** @throws Wrong naming the first argument that does not fit */
    public static Arguments parse(List<String> words) {
        Reader reader = new Reader();
        Iterator<String> rest = words.iterator();
        while (rest.hasNext()) {
            String flag = rest.next();
            if (!Reader.KNOWN.contains(flag)) {
                throw new Wrong("Unknown argument " + flag + "; --help lists the known ones");
            }
            if (!rest.hasNext()) {
                throw new Wrong(flag + " needs a value");
            }
            reader.take(flag, rest.next());
        }
        return reader.result();
    }

    private static final class Reader {
        static final List<String> KNOWN = List.of(
                "--directory",
                "--cql",
                "--address",
                "--name",
                "--control-port",
                "--admin-port",
                "--cassandra-port",
                "--heap",
                "--account",
                "--delay",
                "--empty-pages",
                "--partitioner",
                "--moto",
                "--aws-port",
                "--issuer");

        private final Map<String, String> single = new LinkedHashMap<>();
        private final Map<String, Integer> fronts = new LinkedHashMap<>();
        private final List<String> addresses = new ArrayList<>();
        private final List<String> names = new ArrayList<>();
        private final Map<Delay, Duration> delays = new EnumMap<>(Delay.class);
        private final Map<String, Path> issuers = new LinkedHashMap<>();

        void take(String flag, String value) {
            switch (flag) {
                case "--cql" -> front(value);
                case "--address" -> addresses.add(matching(flag, value, "[0-9a-fA-F.:]+", "an IP address"));
                case "--name" -> names.add(matching(flag, value, "[A-Za-z0-9.-]+", "a DNS name"));
                case "--delay" -> delay(value);
                case "--issuer" -> issuer(value);
                default -> {
                    if (single.put(flag, value) != null) {
                        throw new Wrong(flag + " is given twice");
                    }
                }
            }
        }

        private void front(String value) {
            String[] parts = value.split("=", 2);
            String region = matching("--cql", parts[0], "[a-z]{2}(-[a-z]+)+-[0-9]", "a Region such as us-east-1");
            if (fronts.put(region, parts.length == 1 ? 0 : port("--cql", parts[1])) != null) {
                throw new Wrong("--cql names " + region + " twice");
            }
        }

        private void issuer(String value) {
            String[] parts = matching("--issuer", value, "https://[^=]+=.+", "https://ISSUER=FILE")
                    .split("=", 2);
            issuers.put(parts[0], Path.of(parts[1]));
        }

        private void delay(String value) {
            String[] parts = value.split("=", 2);
            try {
                Delay what = Delay.valueOf(parts[0].toUpperCase(Locale.ROOT).replace('-', '_'));
                delays.put(what, Duration.parse("PT" + (parts.length == 1 ? "" : parts[1])));
            } catch (IllegalArgumentException | DateTimeParseException e) {
                throw new Wrong(
                        "--delay takes WHAT=DURATION such as create-table=2s, not " + value + "; WHAT is one of "
                                + String.join(
                                        ", ",
                                        java.util.Arrays.stream(Delay.values())
                                                .map(delay -> delay.name()
                                                        .toLowerCase(Locale.ROOT)
                                                        .replace('_', '-'))
                                                .toList()));
            }
        }

        Arguments result() {
            if (!single.containsKey("--directory")) {
                throw new Wrong("--directory is missing");
            }
            if (fronts.isEmpty()) {
                throw new Wrong("--cql is missing: name at least one Region");
            }
            double empty = fraction(single.getOrDefault("--empty-pages", "0"));
            return new Arguments(
                    Path.of(single.get("--directory")).toAbsolutePath(),
                    addresses.isEmpty() ? List.of("127.0.0.1") : addresses,
                    port("--control-port", single.getOrDefault("--control-port", "0")),
                    port("--admin-port", single.getOrDefault("--admin-port", "0")),
                    port("--cassandra-port", single.getOrDefault("--cassandra-port", "0")),
                    Integer.parseInt(matching(
                            "--heap", single.getOrDefault("--heap", "256"), "[1-9][0-9]{2,4}", "a number of MB")),
                    matching("--account", single.getOrDefault("--account", "123456789012"), "[0-9]{12}", "12 digits"),
                    fronts,
                    names,
                    delays,
                    empty,
                    single.get("--partitioner"),
                    single.containsKey("--moto")
                            ? URI.create(matching("--moto", single.get("--moto"), "http://[^ /]+", "http://HOST:PORT"))
                            : null,
                    port("--aws-port", single.getOrDefault("--aws-port", "0")),
                    issuers);
        }

        private static double fraction(String text) {
            return Double.parseDouble(
                    matching("--empty-pages", text, "0|0?\\.[0-9]{1,6}", "a number from 0 to below 1"));
        }

        private static int port(String flag, String text) {
            int port = Integer.parseInt(matching(flag, text, "[0-9]{1,5}", "a port"));
            if (port > 65_535) {
                throw new Wrong(flag + " takes a port, not " + text);
            }
            return port;
        }

        private static String matching(String flag, String value, String pattern, String what) {
            if (!value.matches(pattern)) {
                throw new Wrong(flag + " takes " + what + ", not " + value);
            }
            return value;
        }
    }
}
