package io.unrealcloud.ddc.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import io.unrealcloud.ddc.verification.JdkDdcHttp;
import io.unrealcloud.ddc.verification.Pod;
import io.unrealcloud.ddc.verification.counters.Findings;
import io.unrealcloud.ddc.verification.counters.GatewayCounters;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the operator makes of the counters of a real gateway. */
class CountersTest {

    @TempDir
    Path directory;

    private GatewayFixture fixture;

    @BeforeEach
    void start() {
        fixture = new GatewayFixture(directory);
    }

    @AfterEach
    void end() {
        fixture.close();
    }

    @Test
    void refusedStatementsAndTheModeAreFoundAndNothingElseIs() throws Exception {
        Gateway gateway = fixture.gateway();
        CqlSession session = fixture.through(gateway);
        String keyspace = fixture.keyspace();
        fixture.create("TABLE", keyspace, "rows", "(id int PRIMARY KEY, value text)");
        session.execute("SELECT count(*) FROM " + keyspace + ".rows WHERE id = 1");
        assertThat(read(gateway))
                .as("what a driver and its first statements cause")
                .isEqualTo(Findings.NONE);

        assertThatThrownBy(() -> session.execute("CREATE INDEX by_value ON " + keyspace + ".rows (value)"))
                .isInstanceOf(InvalidQueryException.class);
        assertThatThrownBy(() -> session.execute("TRUNCATE " + keyspace + ".rows"))
                .isInstanceOf(InvalidQueryException.class);
        session.execute("SELECT id FROM " + keyspace + ".rows BYPASS CACHE");
        Findings findings = read(gateway);
        assertThat(findings.refused()).containsExactly("CREATE INDEX", "TRUNCATE");
        assertThat(findings.signs()).containsExactly("bypass_cache");
    }

    private static Findings read(Gateway gateway) throws Exception {
        try (JdkDdcHttp http = new JdkDdcHttp(Duration.ofSeconds(10))) {
            GatewayCounters counters = new GatewayCounters(http, Clock.systemUTC(), Runnable::run, changed -> {});
            Pod pod = new Pod("ddc-1", URI.create("http://127.0.0.1:" + gateway.httpPort()));
            return counters.standing("games/ddc", () -> List.of(pod), "", Duration.ofMinutes(1))
                    .findings();
        }
    }
}
