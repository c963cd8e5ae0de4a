package io.unrealcloud.ddc.gateway;

import com.datastax.oss.protocol.internal.Message;
import com.datastax.oss.protocol.internal.ProtocolConstants.Opcode;
import com.datastax.oss.protocol.internal.response.error.Unprepared;
import com.datastax.oss.protocol.internal.response.result.Prepared;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The C# driver's pools and retries, one connection a host: round robin over the hosts; the next host when a
 * connection is lost, and no host left is the end; UNPREPARED is answered with PREPARE and the same request on the
 * same connection, and another id than before is an error (versions 3.16 to 3.22).
 */
final class ScriptedDriver implements AutoCloseable {
    private static final int LOCAL_ONE = 0x0A;

    /** What the driver throws when its query plan is used up. */
    static final class NoHostAvailable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoHostAvailable(Throwable last) {
            super(last);
        }
    }

    record Statement(String text, byte[] id) {}

    private final List<InetSocketAddress> hosts;
    private final RawClient[] pool;
    private final List<String> log = new ArrayList<>();
    private int turn;

    ScriptedDriver(List<InetSocketAddress> hosts) {
        this.hosts = hosts;
        this.pool = new RawClient[hosts.size()];
        for (int host = 0; host < pool.length; host++) {
            pool[host] = RawClient.ready(hosts.get(host));
        }
    }

    /** What was done beyond a plain request, in order: {@code lost N} and {@code prepared N}, with the host's number. */
    List<String> log() {
        return log;
    }

    /** The host the next request goes to first. */
    int next() {
        return turn % pool.length;
    }

    /** Prepares on one host, then on all others. */
    Statement prepare(String text) {
        byte[] id = prepare(pool[0], text);
        for (int host = 1; host < pool.length; host++) {
            if (!Arrays.equals(id, prepare(pool[host], text))) {
                throw new IllegalStateException("PreparedStatementIdMismatchException");
            }
        }
        return new Statement(text, id);
    }

    private static byte[] prepare(RawClient connection, String text) {
        Message answer = connection
                .ask(4, 3, Opcode.PREPARE, connection.body().longString(text).bytes())
                .message();
        return ((Prepared) answer).preparedQueryId;
    }

    Message execute(Statement statement, String... values) {
        int first = turn++;
        UncheckedIOException last = null;
        for (int tried = 0; tried < pool.length; tried++) {
            int host = (first + tried) % pool.length;
            try {
                return execute(host, statement, values);
            } catch (UncheckedIOException e) {
                log.add("lost " + host);
                pool[host].close();
                last = e;
            }
        }
        throw new NoHostAvailable(last);
    }

    private Message execute(int host, Statement statement, String... values) {
        RawClient connection = pool[host];
        byte[] body = body(connection, statement, values);
        Message answer = connection.ask(4, 5, Opcode.EXECUTE, body).message();
        while (answer instanceof Unprepared unprepared) {
            if (!Arrays.equals(unprepared.id, statement.id())
                    || !Arrays.equals(prepare(connection, statement.text()), statement.id())) {
                throw new IllegalStateException("PreparedStatementIdMismatchException");
            }
            log.add("prepared " + host);
            answer = connection.ask(4, 5, Opcode.EXECUTE, body).message();
        }
        return answer;
    }

    private static byte[] body(RawClient connection, Statement statement, String... values) {
        RawClient.Body body = connection
                .body()
                .shortBytes(statement.id())
                .u16(LOCAL_ONE)
                .u8(0x35)
                .u16(values.length);
        for (String value : values) {
            body.value(value.getBytes(StandardCharsets.UTF_8));
        }
        return body.i32(5000).u16(8).i64(1_700_000_000_000_000L).bytes();
    }

    /** Opens the connections that were lost anew, as the driver does after a delay. */
    void reconnect() {
        for (int host = 0; host < pool.length; host++) {
            if (pool[host].socket().isClosed()) {
                pool[host] = RawClient.ready(hosts.get(host));
            }
        }
    }

    @Override
    public void close() {
        for (RawClient connection : pool) {
            connection.close();
        }
    }
}
