package io.unrealcloud.ddc.sandbox.scylla;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.unrealcloud.ddc.sandbox.cassandra.CassandraInstall;
import io.unrealcloud.ddc.sandbox.machines.Guest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The programs of the image, {@code nodetool} and {@code cqlsh}, and the unit {@code scylla-server}, on one machine. They
 * are small programs there that ask this JVM over HTTP; where it listens stands in a file of the machine.
 */
final class NodeTools implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final ScyllaServer server;
    private final Path known;
    private final String address;
    private final HttpServer http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private NodeTools(ScyllaServer server, Path known, String address, HttpServer http) {
        this.server = server;
        this.known = known;
        this.address = address;
        this.http = http;
    }

    static NodeTools install(ScyllaServer server, Guest guest, String address) throws IOException {
        Path programs = guest.programs();
        NodeTools tools = new NodeTools(
                server,
                programs.resolveSibling("scylla.json"),
                address,
                HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0));
        for (String program : List.of("nodetool", "cqlsh")) {
            Path file = programs.resolve(program);
            try (InputStream text = NodeTools.class.getResourceAsStream("scylla.py")) {
                Files.copy(text, file, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        tools.http.setExecutor(tools.threads);
        tools.http.createContext("/", tools::handle);
        tools.http.start();
        tools.maintenance(Optional.empty(), Optional.empty());
        String program = programs.resolve("nodetool").toString();
        guest.service("scylla-server", script(program, "start"), script(program, "stop"), script(program, "active"));
        return tools;
    }

    /** The same program under another word: systemctl's business, and not one of nodetool's commands. */
    private static String script(String program, String word) {
        return "#!/bin/sh\nSCYLLA_SERVER=" + word + " exec '" + program + "'\n";
    }

    /** Tells the programs where the maintenance socket is, and which port stands for it. */
    void maintenance(Optional<String> socket, Optional<Integer> port) throws IOException {
        ObjectNode json = JSON.createObjectNode()
                .put("control", "http://127.0.0.1:" + http.getAddress().getPort())
                .put("address", address)
                .put(
                        "cqlsh",
                        CassandraInstall.cache().resolve("venv/cql/bin/cqlsh").toString());
        socket.ifPresent(path -> json.put("socket", path));
        port.ifPresent(number -> json.put("maintenancePort", number));
        Path part = known.resolveSibling("scylla.json.part");
        Files.write(part, JSON.writeValueAsBytes(json));
        Files.move(part, known, StandardCopyOption.ATOMIC_MOVE);
    }

    private void handle(HttpExchange exchange) throws IOException {
        List<String> words = JSON.readerForListOf(String.class)
                .readValue(exchange.getRequestBody().readAllBytes());
        Nodetool.Result result;
        try {
            result = switch (exchange.getRequestURI().getPath()) {
                case "/nodetool" -> new Nodetool(server).run(words);
                case "/server" -> service(words.getFirst());
                default -> new Nodetool.Result(1, "", "unknown request");
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            result = new Nodetool.Result(1, "", "interrupted");
        }
        byte[] answer = JSON.writeValueAsString(JSON.createObjectNode()
                        .put("code", result.code())
                        .put("output", result.output())
                        .put("errors", result.errors()))
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private Nodetool.Result service(String word) throws InterruptedException {
        try {
            switch (word) {
                case "start" -> server.start();
                case "stop" -> server.stop();
                case "active" -> {
                    return new Nodetool.Result(server.running() ? 0 : 3, "", "");
                }
                default -> throw new IllegalArgumentException(word);
            }
            return new Nodetool.Result(0, "", "");
        } catch (IOException | RuntimeException e) {
            return new Nodetool.Result(1, "", "Job for scylla-server.service failed: " + e.getMessage() + "\n");
        }
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }
}
