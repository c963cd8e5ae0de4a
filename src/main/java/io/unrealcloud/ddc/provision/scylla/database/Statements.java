package io.unrealcloud.ddc.provision.scylla.database;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.time.Duration;

/** Sends one statement that changes something, and says whether all nodes have the schema it led to. */
@FunctionalInterface
interface Statements {

    /** DDL waits for Raft, and for nodes to agree afterwards. */
    Duration PATIENCE = Duration.ofSeconds(45);

    boolean execute(CqlSession session, String cql);

    /** As the driver does it. */
    static boolean send(CqlSession session, String cql) {
        return session.execute(SimpleStatement.newInstance(cql).setTimeout(PATIENCE))
                .getExecutionInfo()
                .isSchemaInAgreement();
    }
}
