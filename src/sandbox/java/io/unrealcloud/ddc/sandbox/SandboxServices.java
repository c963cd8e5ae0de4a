package io.unrealcloud.ddc.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unrealcloud.ddc.sandbox.cassandra.CassandraNode;
import io.unrealcloud.ddc.sandbox.cassandra.CassandraSettings;
import io.unrealcloud.ddc.sandbox.cqlfront.CqlFront;
import io.unrealcloud.ddc.sandbox.cqlfront.FrontAdmin;
import io.unrealcloud.ddc.sandbox.cqlfront.FrontSettings;
import io.unrealcloud.ddc.sandbox.cqlfront.data.CassandraDataPlane;
import io.unrealcloud.ddc.sandbox.cqlfront.tls.SandboxAuthority;
import io.unrealcloud.ddc.sandbox.identity.AccessKey;
import io.unrealcloud.ddc.sandbox.identity.Authorizer;
import io.unrealcloud.ddc.sandbox.identity.KnownPrincipals;
import io.unrealcloud.ddc.sandbox.identity.ServiceUser;
import io.unrealcloud.ddc.sandbox.keyspaces.EmulatorConfig;
import io.unrealcloud.ddc.sandbox.keyspaces.KeyspacesEmulator;
import io.unrealcloud.ddc.sandbox.keyspaces.Knobs;
import io.unrealcloud.ddc.sandbox.keyspaces.RealTimeline;
import io.unrealcloud.ddc.sandbox.scylla.ScyllaMachines;
import io.unrealcloud.ddc.sandbox.services.Arguments;
import io.unrealcloud.ddc.sandbox.services.AwsFront;
import io.unrealcloud.ddc.sandbox.services.Credentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Amazon Keyspaces in one process: an Apache Cassandra, the control plane, and a CQL endpoint per Region. A restart
 * begins with an empty account, but keeps certificates and credentials.
 */
public final class SandboxServices implements AutoCloseable {
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final ObjectNode addresses = new JsonMapper().createObjectNode();

    private SandboxServices() {}

    /** Exits with 2 for a wrong command line and with 1 when something could not be started; one line says why. */
    public static void main(String[] words) throws InterruptedException {
        if (List.of(words).contains("--help")) {
            System.out.print(Arguments.HELP);
            return;
        }
        try {
            SandboxServices services = start(Arguments.parse(List.of(words)), System.getenv());
            Runtime.getRuntime().addShutdownHook(new Thread(services::close, "close-services"));
            System.out.println(services.describe());
            new CountDownLatch(1).await();
        } catch (Arguments.Wrong e) {
            fail(2, e.getMessage());
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            fail(1, e.getMessage());
        }
    }

    private static void fail(int code, String message) {
        System.err.println("sandbox services: " + message);
        System.exit(code);
    }

    /**
     * Starts everything, or nothing.
     *
     * @throws IOException if an address cannot be had or a file cannot be written
     * @throws IllegalStateException if Cassandra is missing or does not start
     */
    public static SandboxServices start(Arguments arguments, Map<String, String> env) throws IOException {
        SandboxServices services = new SandboxServices();
        try {
            services.open(arguments, env);
            return services;
        } catch (IOException | RuntimeException e) {
            services.close();
            throw e;
        }
    }

    private void open(Arguments arguments, Map<String, String> env) throws IOException {
        requirePortsFree(arguments);
        Path directory = Files.createDirectories(arguments.directory());
        Credentials credentials = Credentials.in(directory, arguments.account(), env);
        KnownPrincipals principals = principals(arguments.account(), credentials);
        Knobs knobs = new Knobs();
        arguments.delays().forEach(knobs::delay);
        if (arguments.partitioner() != null) {
            knobs.partitioner(arguments.partitioner());
        }
        CassandraNode cassandra = keep(CassandraNode.startEmpty(CassandraSettings.small(directory.resolve("cassandra"))
                .withNativePort(arguments.cassandraPort())
                .withHeapMegabytes(arguments.heapMegabytes())
                .throwAway()));
        CassandraDataPlane data = keep(new CassandraDataPlane(cassandra.contactPoint(), cassandra.dataCenter()));
        InetAddress address = InetAddress.getByName(arguments.addresses().get(0));
        Authorizer authorizer = Authorizer.ALLOW_ALL;
        if (arguments.moto() != null) {
            AwsFront aws = keep(AwsFront.start(
                    new InetSocketAddress(address, arguments.awsPort()),
                    arguments,
                    principals,
                    administrators(principals),
                    new ScyllaMachines()));
            addresses.put("aws", aws.uri().toString());
            authorizer = aws.authorizer();
        }
        KeyspacesEmulator emulator = keep(KeyspacesEmulator.start(new EmulatorConfig(
                new InetSocketAddress(address, arguments.controlPort()),
                principals,
                authorizer,
                data,
                new RealTimeline(),
                knobs)));
        SandboxAuthority authority = SandboxAuthority.in(directory);
        List<CqlFront> fronts = new ArrayList<>();
        for (Map.Entry<String, Integer> front : arguments.fronts().entrySet()) {
            FrontSettings settings = FrontSettings.local(
                            front.getKey(), cassandra.contactPoint(), emulator.catalog(), principals, knobs)
                    .withAuthorizer(authorizer)
                    .withListeners(arguments.addresses(), front.getValue(), arguments.names())
                    .withPaging(
                            new FrontSettings.Paging(FrontSettings.Paging.SERVICE.maxBytes(), arguments.emptyPages()));
            fronts.add(keep(CqlFront.start(settings, authority)));
        }
        FrontAdmin admin =
                keep(FrontAdmin.start(new InetSocketAddress(address, arguments.adminPort()), fronts, principals));
        describe(credentials, cassandra, emulator, fronts, admin, authority);
    }

    /** Says so before Cassandra is started, which takes seconds. */
    private static void requirePortsFree(Arguments arguments) throws IOException {
        String first = arguments.addresses().get(0);
        requireFree(first, arguments.controlPort(), "the control plane");
        requireFree(first, arguments.adminPort(), "the controls of the CQL endpoints");
        for (Map.Entry<String, Integer> front : arguments.fronts().entrySet()) {
            for (String address : arguments.addresses()) {
                requireFree(address, front.getValue(), "the CQL endpoint of " + front.getKey());
            }
        }
    }

    private static void requireFree(String address, int port, String what) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
        } catch (BindException e) {
            throw new IOException(
                    "Port " + port + " on " + address + ", wanted for " + what + ", cannot be had: " + e.getMessage(),
                    e);
        }
    }

    private static KnownPrincipals principals(String account, Credentials credentials) {
        KnownPrincipals principals = KnownPrincipals.of(
                AccessKey.ofUser(credentials.accessKeyId(), credentials.secretAccessKey(), account, "sandbox"));
        principals.add(new ServiceUser(
                credentials.serviceUser(),
                credentials.servicePassword(),
                "arn:aws:iam::" + account + ":user/ddc",
                account));
        return principals;
    }

    /** Who is there from the beginning is the person at the sandbox. */
    private static Set<String> administrators(KnownPrincipals principals) {
        return Stream.concat(
                        principals.accessKeys().stream().map(AccessKey::principalArn),
                        principals.serviceUsers().stream().map(ServiceUser::principalArn))
                .collect(Collectors.toSet());
    }

    private void describe(
            Credentials credentials,
            CassandraNode cassandra,
            KeyspacesEmulator emulator,
            List<CqlFront> fronts,
            FrontAdmin admin,
            SandboxAuthority authority) {
        addresses.put("ready", true);
        addresses.put("controlPlane", emulator.uri().toString());
        ObjectNode cql = addresses.putObject("cql");
        fronts.forEach(front -> cql.put(front.region(), text(front.address())));
        addresses.put("cqlAdmin", admin.uri().toString());
        addresses.put("cassandra", text(cassandra.contactPoint()));
        addresses.put("caCertificate", authority.certificateFile().toString());
        addresses.put("accessKeyId", credentials.accessKeyId());
        addresses.put("secretAccessKey", credentials.secretAccessKey());
        addresses.put("serviceUser", credentials.serviceUser());
        addresses.put("servicePassword", credentials.servicePassword());
    }

    private static String text(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    /** One line of JSON: where everything is, and the credentials that open it. */
    public String describe() {
        try {
            return new JsonMapper().writeValueAsString(addresses);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private <T extends AutoCloseable> T keep(T service) {
        running.push(service);
        return service;
    }

    /** Ends what was started, last first. What fails to end is named and does not keep the rest from ending. */
    @Override
    public synchronized void close() {
        while (!running.isEmpty()) {
            AutoCloseable service = running.pop();
            try {
                service.close();
            } catch (Exception e) {
                System.err.println("sandbox services: " + service.getClass().getSimpleName() + " did not end: " + e);
            }
        }
    }
}
