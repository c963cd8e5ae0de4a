package io.unrealcloud.ddc.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.protocol.internal.ProtocolConstants.ErrorCode;
import com.datastax.oss.protocol.internal.ProtocolConstants.Opcode;
import com.datastax.oss.protocol.internal.response.Error;
import com.datastax.oss.protocol.internal.response.Supported;
import com.datastax.oss.protocol.internal.response.result.Rows;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What slow, silent and malicious clients can do: nothing to others. */
class LimitsTest {
    private static final String QUERY = "SELECT key FROM system.local";

    @TempDir
    static Path directory;

    private static GatewayFixture fixture;
    private static Gateway gateway;
    private static InetSocketAddress address;

    @BeforeAll
    static void start() {
        fixture = new GatewayFixture(directory);
        gateway = fixture.gateway(
                "--max-frame-size=256KiB",
                "--frame-memory=256KiB",
                "--max-connections=40",
                "--startup-timeout=2s",
                "--client-timeout=2s");
        address = gateway.addresses().get(0);
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    private static void works(RawClient client) {
        assertThat(client.ask(
                                4,
                                1,
                                Opcode.QUERY,
                                client.body().internalQuery(QUERY).bytes())
                        .message())
                .isInstanceOf(Rows.class);
    }

    @Test
    void aFrameOverTheLimitIsRefusedAndTheConnectionGoesOn() {
        try (RawClient client = RawClient.ready(address)) {
            Error error =
                    (Error) client.ask(4, 3, Opcode.QUERY, new byte[300 * 1024]).message();
            assertThat(error.code).isEqualTo(ErrorCode.INVALID);
            assertThat(error.message).contains("--max-frame-size");
            works(client);
        }
    }

    @Test
    void aFrameOverTheProtocolsMaximumEndsTheConnection() {
        try (RawClient client = RawClient.ready(address)) {
            client.raw(client.body()
                    .u8(4)
                    .u8(0)
                    .u16(1)
                    .u8(Opcode.QUERY)
                    .i32(Integer.MAX_VALUE)
                    .bytes());
            assertThat(((Error) client.receive().message()).code).isEqualTo(ErrorCode.PROTOCOL_ERROR);
            assertThat(client.hungUp()).isTrue();
        }
    }

    @Test
    void silentAndHalfOpenClientsAreLetGo() {
        try (RawClient silent = new RawClient(address);
                RawClient half = RawClient.ready(address)) {
            half.raw(half.body().u8(4).u8(0).u16(1).u8(Opcode.QUERY).i32(100).bytes());
            assertThat(silent.hungUp()).isTrue();
            assertThat(half.hungUp()).isTrue();
        }
    }

    @Test
    void largeFramesWaitForMemoryAndOthersWork() {
        List<RawClient> greedy = new ArrayList<>();
        try (RawClient modest = RawClient.ready(address)) {
            for (int i = 0; i < 8; i++) {
                RawClient client = RawClient.ready(address);
                greedy.add(client);
                client.raw(client.body()
                        .u8(4)
                        .u8(0)
                        .u16(1)
                        .u8(Opcode.QUERY)
                        .i32(200 * 1024)
                        .raw(new byte[1024])
                        .bytes());
            }
            works(modest);
        } finally {
            greedy.forEach(RawClient::close);
        }
    }

    @Test
    void connectionsAreBounded() {
        List<RawClient> many = new ArrayList<>();
        try {
            int refused = 0;
            for (int i = 0; i < 45; i++) {
                try {
                    many.add(RawClient.ready(address));
                } catch (UncheckedIOException e) {
                    refused++;
                }
            }
            assertThat(refused).isGreaterThanOrEqualTo(5);
            works(many.get(0));
        } finally {
            many.forEach(RawClient::close);
        }
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            try (RawClient client = RawClient.ready(address)) {
                works(client);
            }
        });
    }

    @Test
    void aClientThatDoesNotReadIsNotReadFrom() {
        try (RawClient deaf = RawClient.ready(address);
                RawClient other = RawClient.ready(address)) {
            byte[] body =
                    deaf.body().internalQuery("SELECT * FROM system.local").bytes();
            RawClient.Body frames = deaf.body();
            for (int stream = 0; stream < 100; stream++) {
                frames.u8(4).u8(0).u16(stream).u8(Opcode.QUERY).i32(body.length).raw(body);
            }
            byte[] burst = frames.bytes();
            AtomicInteger sent = new AtomicInteger();
            Thread writer = new Thread(() -> {
                try {
                    for (int i = 0; i < 50_000; i++) {
                        deaf.raw(burst);
                        sent.incrementAndGet();
                    }
                } catch (UncheckedIOException e) {
                    // The test closes the socket under the writer, which then ends.
                    sent.addAndGet(0);
                }
            });
            writer.start();
            AtomicInteger before = new AtomicInteger(-1);
            await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> sent.get() > 0 && before.getAndSet(sent.get()) == sent.get());
            assertThat(sent.get()).isLessThan(50_000);
            works(other);
            assertThat(writer.isAlive()).isTrue();
        }
    }

    @Test
    void startupOrderAndStreamsAreKept() {
        try (RawClient client = new RawClient(address)) {
            assertThat(client.ask(4, 0, Opcode.OPTIONS, new byte[0]).message()).isInstanceOf(Supported.class);
            Error error = (Error) client.ask(
                            4,
                            1,
                            Opcode.QUERY,
                            client.body().internalQuery(QUERY).bytes())
                    .message();
            assertThat(error.code).isEqualTo(ErrorCode.PROTOCOL_ERROR);
            assertThat(client.hungUp()).isTrue();
        }
        try (RawClient client = RawClient.ready(address)) {
            client.send(4, -3, Opcode.QUERY, client.body().internalQuery(QUERY).bytes());
            assertThat(((Error) client.receive().message()).code).isEqualTo(ErrorCode.PROTOCOL_ERROR);
        }
    }

    @Test
    void garbageNeverHarmsAnybodyElse() {
        try (RawClient witness = RawClient.ready(address)) {
            Random random = new Random(7);
            for (int round = 0; round < 150; round++) {
                try (RawClient client = round % 3 == 0 ? new RawClient(address) : RawClient.ready(address)) {
                    client.raw(garbage(client, random));
                } catch (UncheckedIOException | IllegalStateException e) {
                    // Hung up on before all was written, which is a right answer to garbage.
                    assertThat(e).isNotNull();
                }
                works(witness);
            }
        }
    }

    /** Random bytes, or a well-formed header with a mangled body of a real request. */
    private static byte[] garbage(RawClient client, Random random) {
        byte[] body =
                switch (random.nextInt(4)) {
                    case 0 -> client.body().applicationQuery(QUERY, 10, 5).bytes();
                    case 1 ->
                        client.body()
                                .longString("SELECT * FROM system_schema.tables")
                                .bytes();
                    case 2 ->
                        client.body()
                                .shortBytes(new byte[16])
                                .u16(10)
                                .u8(0x35)
                                .u16(1)
                                .value(new byte[3])
                                .bytes();
                    default ->
                        client.body()
                                .u8(0)
                                .u16(1)
                                .u8(0)
                                .longString("DELETE FROM a.b WHERE c = 1")
                                .u16(0)
                                .u16(10)
                                .u8(0x30)
                                .bytes();
                };
        for (int flips = random.nextInt(5); flips > 0; flips--) {
            body[random.nextInt(body.length)] = (byte) random.nextInt();
        }
        if (random.nextInt(3) == 0) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            return noise;
        }
        int length = random.nextInt(4) == 0 ? random.nextInt(body.length) : body.length;
        return client.body()
                .u8(4)
                .u8(random.nextInt(4) == 0 ? random.nextInt(256) : 0)
                .u16(random.nextInt(100))
                .u8(List.of(7, 9, 10, 13, 11, 1, 15, 200).get(random.nextInt(8)))
                .i32(length)
                .raw(body)
                .bytes();
    }
}
