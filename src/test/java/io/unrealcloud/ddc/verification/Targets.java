package io.unrealcloud.ddc.verification;

import static io.unrealcloud.ddc.sandbox.ddc.DdcFixture.VERIFICATION;
import static io.unrealcloud.ddc.sandbox.ddc.DdcFixture.VERIFIER;

import com.datastax.oss.driver.api.core.CqlSession;
import io.unrealcloud.ddc.cql.CqlEndpoint;
import io.unrealcloud.ddc.cql.CqlLogin;
import io.unrealcloud.ddc.cql.CqlSessions;
import io.unrealcloud.ddc.sandbox.ddc.DdcFixture;
import io.unrealcloud.ddc.sandbox.ddc.DdcStandIn;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What tests verify. */
final class Targets {
    private Targets() {}

    static Target of(List<Pod> pods, Optional<Supplier<DatabaseRows>> rows) {
        return of("us-east-1", pods, rows);
    }

    static Target of(String site, List<Pod> pods, Optional<Supplier<DatabaseRows>> rows) {
        return new Target(site, VERIFICATION, VERIFIER, pods, 4096, rows, Set.of());
    }

    static List<Pod> pods(DdcStandIn... ddcs) {
        List<Pod> pods = new ArrayList<>();
        for (DdcStandIn ddc : ddcs) {
            pods.add(new Pod("pod-" + pods.size(), ddc.internalUri()));
        }
        return pods;
    }

    /** The fixture's database, as the operator reads it. */
    static Optional<Supplier<DatabaseRows>> rows(DdcFixture fixture) {
        CqlEndpoint endpoint = new CqlEndpoint(
                fixture.database.getHostString(), fixture.database.getPort(), false, Optional.empty(), "sandbox");
        Supplier<CqlSession> sessions = () -> CqlSessions.open(endpoint, new CqlLogin.None(), InstantSource.system());
        return Optional.of(() -> CqlRows.open(sessions, fixture.keyspaces, InstantSource.system()));
    }
}
