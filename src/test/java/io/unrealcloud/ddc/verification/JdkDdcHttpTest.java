package io.unrealcloud.ddc.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pods that accept a connection and then do not behave. */
class JdkDdcHttpTest {
    private static final String HANGING_BODY = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf";

    @ParameterizedTest
    @ValueSource(strings = {"", HANGING_BODY, "nonsense\r\n\r\n"})
    void aBadAnswerIsSilence(String answer) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
                JdkDdcHttp http = new JdkDdcHttp(Duration.ofSeconds(2))) {
            Thread.ofVirtual().start(() -> say(server, answer));
            Reply reply = http.send(new DdcHttp.Request(
                    "GET", URI.create("http://127.0.0.1:" + server.getLocalPort() + "/"), Map.of(), Optional.empty()));
            assertThat(reply).isInstanceOf(Reply.Silence.class);
        }
    }

    private static void say(ServerSocket server, String answer) {
        try {
            Socket client = server.accept();
            client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            client.getOutputStream().flush();
            // Held open until the other side has had enough.
            client.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
            client.close();
        } catch (IOException e) {
            // The test has ended.
        }
    }
}
