package io.unrealcloud.ddc.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.ssl.ProgrammaticSslEngineFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.unrealcloud.ddc.cql.Trust;
import io.unrealcloud.ddc.sandbox.image.ClassArchive;
import io.unrealcloud.ddc.sandbox.sts.StsServer;
import io.unrealcloud.ddc.sandbox.sts.TrustCheck;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Compares the gateway with a direct TLS connection and with haproxy in TCP mode, in turn, in one run. Prints a
 * table and writes {@code target/bench/gateway.json}. Asserts nothing about speed: the numbers are for reading. A
 * program of its own, since tests run with a compiler that has no fast AES.
 */
final class GatewayBench {
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);
    private static final long ROUND_NANOS = Long.getLong("bench.round.ms", 1000) * 1_000_000;

    private static final long WARM_UP_NANOS = 5_000_000_000L;

    private final Path directory;

    private GatewayBench(Path directory) {
        this.directory = directory;
    }

    public static void main(String[] arguments) throws Exception {
        new GatewayBench(Path.of(arguments[0])).compare();
        // The driver's and the database's threads are not all daemons.
        System.exit(0);
    }

    private record Side(String name, CqlSession session, PreparedStatement select) {}

    private record Round(double perSecond, double p50, double p99) {}

    private void compare() throws Exception {
        Map<String, Object> result = new LinkedHashMap<>();
        try (GatewayFixture fixture = new GatewayFixture(directory);
                StsServer sts = StsServer.start(fixture.principals, TrustCheck.ANY, Clock.systemUTC())) {
            String keyspace = fixture.keyspace();
            fixture.create("TABLE", keyspace, "bench", "(k int PRIMARY KEY, v blob)");
            for (int k = 0; k < 100; k++) {
                fixture.direct()
                        .execute(
                                "INSERT INTO " + keyspace + ".bench (k, v) VALUES (?, ?)", k, ByteBuffer.allocate(100));
                fixture.direct()
                        .execute(
                                "INSERT INTO " + keyspace + ".bench (k, v) VALUES (?, ?)",
                                1000 + k,
                                ByteBuffer.allocate(32 * 1024));
            }
            GatewayConfig config = fixture.config();
            int http = GatewayFixture.freePort();
            List<String> arguments = List.of(
                    "--region=" + GatewayFixture.REGION,
                    "--port=" + config.port(),
                    "--http=127.0.0.1:" + http,
                    "--upstream-host=localhost",
                    "--upstream-port=" + config.upstreamPort(),
                    "--upstream-trust=" + config.upstreamTrust().orElseThrow());
            // As in a pod: the role by the projected token, and a class archive.
            Map<String, String> environment = PodIdentity.environment(sts, PodIdentity.token(directory));
            result.put("start", starts(arguments, environment, http));
            List<String> jvm = new ArrayList<>(GatewayProcess.JVM);
            jvm.add(ClassArchive.use(archive()));
            jvm.addAll(List.of(
                    System.getProperty("bench.jvm", "").isBlank()
                            ? new String[0]
                            : System.getProperty("bench.jvm").split(" ")));
            try (GatewayProcess gateway = new GatewayProcess(directory, jvm, environment, arguments);
                    Haproxy haproxy = new Haproxy(
                            directory,
                            config.upstreamPort(),
                            config.upstreamTrust().orElseThrow())) {
                await().atMost(Duration.ofSeconds(20)).until(() -> GatewayProcess.good(http, "/startup"));
                List<Side> sides = List.of(
                        side(
                                "direct",
                                keyspace,
                                open(
                                        new InetSocketAddress("localhost", config.upstreamPort()),
                                        3,
                                        config.upstreamTrust())),
                        side(
                                "haproxy",
                                keyspace,
                                open(new InetSocketAddress("127.0.0.1", haproxy.port), 3, Optional.empty())),
                        side(
                                "gateway",
                                keyspace,
                                open(new InetSocketAddress("127.0.0.1", config.port()), 1, Optional.empty())));
                try {
                    result.put("load", load(sides, gateway, haproxy.process));
                    result.put("rss64MiB", rssWith64(config.port(), gateway));
                } finally {
                    sides.forEach(side -> side.session().close());
                }
            }
        }
        Path out = Path.of("target", "bench", "gateway.json");
        Files.createDirectories(out.getParent());
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(out.toFile(), result);
        System.out.println("start to ready, ms: " + result.get("start") + "; RSS with 64 connections, MiB: "
                + result.get("rss64MiB"));
        assertThat(out).isNotEmptyFile();
    }

    private Path archive() {
        return directory.resolve("gateway.jsa");
    }

    private Map<String, Object> starts(List<String> arguments, Map<String, String> environment, int http)
            throws Exception {
        Map<String, Object> starts = new LinkedHashMap<>();
        starts.put("plain", start(GatewayProcess.JVM, environment, arguments, http));
        Path list = directory.resolve("classes");
        start(with(ClassArchive.listingTo(list)), environment, arguments, http);
        ClassArchive.dump(
                jvm -> new GatewayProcess(directory, with(jvm.toArray(String[]::new)), environment, arguments)
                        .process(),
                list,
                archive());
        for (int i = 0; i < 3; i++) {
            starts.put("classArchive" + i, start(with(ClassArchive.use(archive())), environment, arguments, http));
        }
        return starts;
    }

    private static List<String> with(String... more) {
        return Stream.concat(GatewayProcess.JVM.stream(), Stream.of(more)).toList();
    }

    private long start(List<String> jvm, Map<String, String> environment, List<String> arguments, int http)
            throws Exception {
        long begun = System.nanoTime();
        try (GatewayProcess gateway = new GatewayProcess(directory, jvm, environment, arguments)) {
            await().atMost(Duration.ofSeconds(30))
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> GatewayProcess.good(http, "/startup")
                            || !gateway.process().isAlive());
            assertThat(gateway.process().isAlive()).as(gateway.log()).isTrue();
            long took = (System.nanoTime() - begun) / 1_000_000;
            gateway.process().destroy();
            gateway.awaitExit();
            return took;
        }
    }

    private static List<Map<String, Object>> load(List<Side> sides, GatewayProcess gateway, Process haproxy)
            throws Exception {
        List<Map<String, Object>> rows = new ArrayList<>();
        System.out.printf("%-8s %-9s %8s %10s %9s %9s%n", "row", "in flight", "side", "req/s", "p50 ms", "p99 ms");
        // The compilers, of the client as well as of the gateway, are to be done before anything counts.
        for (int base : List.of(0, 1000, 0)) {
            for (Side side : sides) {
                round(side, base, 64, WARM_UP_NANOS);
            }
        }
        for (int base : List.of(0, 1000)) {
            for (int inFlight : List.of(1, 16, 256)) {
                Map<String, List<Round>> rounds = new LinkedHashMap<>();
                for (Side side : sides) {
                    round(side, base, inFlight, ROUND_NANOS / 2);
                }
                Map<String, double[]> costs = Map.of("gateway", new double[2], "haproxy", new double[2]);
                for (int i = 0; i < ROUNDS; i++) {
                    for (Side side : sides) {
                        double[] cost = costs.get(side.name());
                        Process process = side.name().equals("gateway") ? gateway.process() : haproxy;
                        long before = GatewayProcess.cpuTicks(process);
                        Round round = round(side, base, inFlight, ROUND_NANOS);
                        rounds.computeIfAbsent(side.name(), name -> new ArrayList<>())
                                .add(round);
                        if (cost != null) {
                            cost[0] += GatewayProcess.cpuTicks(process) - before;
                            cost[1] += round.perSecond() * ROUND_NANOS / 1e9;
                        }
                    }
                }
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("rowBytes", base == 0 ? 100 : 32 * 1024);
                row.put("inFlight", inFlight);
                rounds.forEach((name, list) -> {
                    Map<String, Object> numbers = new LinkedHashMap<>();
                    numbers.put("perSecond", Math.round(median(list.stream().mapToDouble(Round::perSecond))));
                    numbers.put("p50ms", median(list.stream().mapToDouble(Round::p50)));
                    numbers.put("p99ms", median(list.stream().mapToDouble(Round::p99)));
                    row.put(name, numbers);
                    System.out.printf(
                            "%-8s %-9d %8s %10s %9.3f %9.3f%n",
                            row.get("rowBytes"),
                            inFlight,
                            name,
                            numbers.get("perSecond"),
                            numbers.get("p50ms"),
                            numbers.get("p99ms"));
                });
                double toDirect = ratio(rounds, "gateway", "direct");
                double toHaproxy = ratio(rounds, "gateway", "haproxy");
                double added = p50(rounds, "gateway") - p50(rounds, "direct");
                row.put("toDirect", toDirect);
                row.put("toHaproxy", toHaproxy);
                row.put("haproxyToDirect", ratio(rounds, "haproxy", "direct"));
                row.put("addedP50ms", added);
                row.put("haproxyAddedP50ms", p50(rounds, "haproxy") - p50(rounds, "direct"));
                row.put("gatewayCpuMicrosPerRequest", micros(costs.get("gateway")));
                row.put("haproxyCpuMicrosPerRequest", micros(costs.get("haproxy")));
                row.put("gatewayRssMiB", gateway.residentMegabytes());
                System.out.printf(
                        "         gateway/direct %.2f, gateway/haproxy %.2f, haproxy/direct %.2f; p50 added %.3f ms,"
                                + " by haproxy %.3f ms; CPU per request, gateway %.0f us, haproxy %.0f us; RSS %d MiB%n",
                        toDirect,
                        toHaproxy,
                        ratio(rounds, "haproxy", "direct"),
                        added,
                        p50(rounds, "haproxy") - p50(rounds, "direct"),
                        micros(costs.get("gateway")),
                        micros(costs.get("haproxy")),
                        gateway.residentMegabytes());
                rows.add(row);
            }
        }
        return rows;
    }

    private static double ratio(Map<String, List<Round>> rounds, String of, String to) {
        return median(rounds.get(of).stream().mapToDouble(Round::perSecond))
                / median(rounds.get(to).stream().mapToDouble(Round::perSecond));
    }

    private static double p50(Map<String, List<Round>> rounds, String side) {
        return median(rounds.get(side).stream().mapToDouble(Round::p50));
    }

    /** @param cost clock ticks and requests */
    private static double micros(double[] cost) {
        return cost[0] * 10_000 / cost[1];
    }

    private static double median(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static Round round(Side side, int base, int inFlight, long nanos) throws InterruptedException {
        long until = System.nanoTime() + nanos;
        AtomicInteger done = new AtomicInteger();
        AtomicLong failures = new AtomicLong();
        long[] latencies = new long[2_000_000];
        CountDownLatch running = new CountDownLatch(inFlight);
        for (int i = 0; i < inFlight; i++) {
            next(side, base, until, done, failures, latencies, running);
        }
        running.await();
        assertThat(failures.get()).isZero();
        int count = Math.min(done.get(), latencies.length);
        Arrays.sort(latencies, 0, count);
        return new Round(done.get() / (nanos / 1e9), latencies[count / 2] / 1e6, latencies[(int) (count * 0.99)] / 1e6);
    }

    private static void next(
            Side side,
            int base,
            long until,
            AtomicInteger done,
            AtomicLong failures,
            long[] latencies,
            CountDownLatch running) {
        long begun = System.nanoTime();
        if (begun > until) {
            running.countDown();
            return;
        }
        int key = base + done.get() % 100;
        side.session().executeAsync(side.select().bind(key)).whenComplete((rows, failure) -> {
            if (failure != null || rows.one() == null) {
                failures.incrementAndGet();
            }
            int at = done.getAndIncrement();
            if (at < latencies.length) {
                latencies[at] = System.nanoTime() - begun;
            }
            next(side, base, until, done, failures, latencies, running);
        });
    }

    private static Side side(String name, String keyspace, CqlSession session) {
        return new Side(name, session, session.prepare("SELECT v FROM " + keyspace + ".bench WHERE k = ?"));
    }

    private static CqlSession open(InetSocketAddress address, int connections, Optional<Path> tls) {
        CqlSessionBuilder builder = CqlSession.builder()
                .addContactPoint(address)
                .withLocalDatacenter(GatewayFixture.REGION)
                .withAuthCredentials(GatewayFixture.USER, GatewayFixture.PASSWORD)
                .withConfigLoader(DriverConfigLoader.programmaticBuilder()
                        .withInt(DefaultDriverOption.CONNECTION_POOL_LOCAL_SIZE, connections)
                        .withString(DefaultDriverOption.REQUEST_CONSISTENCY, ConsistencyLevel.LOCAL_QUORUM.name())
                        .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(20))
                        .withInt(DefaultDriverOption.NETTY_IO_SIZE, 1)
                        .withInt(DefaultDriverOption.NETTY_ADMIN_SIZE, 1)
                        .withBoolean(DefaultDriverOption.METADATA_SCHEMA_ENABLED, false)
                        .build());
        tls.ifPresent(trust -> builder.withSslEngineFactory(
                new ProgrammaticSslEngineFactory(Trust.clientContext(Optional.of(trust)))));
        return builder.build();
    }

    private static long rssWith64(int port, GatewayProcess gateway) {
        List<RawClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 64; i++) {
                clients.add(RawClient.ready(new InetSocketAddress("127.0.0." + (1 + i % 3), port)));
            }
            // The compiler gives its memory back a few seconds after its work.
            long[] least = {gateway.residentMegabytes()};
            await().pollInterval(Duration.ofSeconds(1))
                    .atMost(Duration.ofSeconds(25))
                    .until(() -> {
                        long now = gateway.residentMegabytes();
                        boolean settled = now >= least[0];
                        least[0] = Math.min(now, least[0]);
                        return settled;
                    });
            return gateway.residentMegabytes();
        } finally {
            clients.forEach(RawClient::close);
        }
    }

    /** haproxy in TCP mode: plain from the client, TLS with verification to the server. */
    private static final class Haproxy implements AutoCloseable {
        private final int port = GatewayFixture.freePort();
        private final Process process;

        Haproxy(Path directory, int upstream, Path trust) throws IOException {
            Path file = Files.writeString(directory.resolve("haproxy.cfg"), """
                global
                  nbthread 1
                defaults
                  mode tcp
                  timeout connect 5s
                  timeout client 60s
                  timeout server 60s
                listen cql
                  bind 127.0.0.1:%d
                  server s1 127.0.0.1:%d ssl verify required ca-file %s sni str(localhost)
                """.formatted(port, upstream, trust));
            process = new ProcessBuilder("haproxy", "-f", file.toString(), "-db")
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("haproxy.log").toFile())
                    .start();
            await().until(() -> {
                try (Socket socket = new Socket("127.0.0.1", port)) {
                    return socket.isConnected();
                } catch (IOException e) {
                    return false;
                }
            });
        }

        @Override
        public void close() {
            process.destroy();
        }
    }
}
