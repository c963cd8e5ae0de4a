package io.unrealcloud.ddc.provision.scylla.database;

import io.unrealcloud.ddc.aws.AwsException;
import io.unrealcloud.ddc.provision.Outcome;
import io.unrealcloud.ddc.provision.Plan;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What one pass found and did.
 *
 * @param facts as known at its end
 * @param plan what was still to do when it ended; of a plan-only pass, all there is to do
 * @param outcomes of the plan's steps; empty if nothing was run
 * @param failure what kept the pass from reading the secret; then facts are those of an earlier pass
 * @param next when to come back at the latest
 */
public record DatabasePass(
        DatabaseFacts facts,
        Plan<DatabaseOperation> plan,
        Map<String, Outcome> outcomes,
        Optional<AwsException> failure,
        Duration next) {

    /** What the cluster's nodes say of themselves, once it was read. */
    public Optional<String> dataCenter() {
        return facts.cluster().map(ClusterFacts::dataCenter);
    }

    /** Release of the database, once it was read. */
    public Optional<String> release() {
        return facts.cluster().map(cluster -> cluster.version().text());
    }

    /**
     * DDC's login, once the cluster accepts it: what the pods' Secret mirrors. A password that was changed gets here only
     * after it was changed in the cluster, so pods that roll for it find it accepted.
     */
    public Optional<io.unrealcloud.ddc.cql.CqlLogin> ddcLogin(DesiredDatabase desired) {
        return desired.given().or(() -> facts.cluster()
                .filter(ClusterFacts::ddcAccepted)
                .flatMap(cluster -> facts.secret())
                .flatMap(SecretFacts::logins)
                .map(Logins::ddc));
    }
}
