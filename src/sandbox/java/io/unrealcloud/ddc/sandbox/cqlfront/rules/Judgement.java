package io.unrealcloud.ddc.sandbox.cqlfront.rules;

import io.unrealcloud.ddc.cql.Statement;
import io.unrealcloud.ddc.cql.Statement.Modification;
import io.unrealcloud.ddc.sandbox.cqlfront.system.SystemTable;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableView;
import java.util.List;
import java.util.Optional;

/** What is to be done with a statement that was not refused. */
public sealed interface Judgement {
    /** Answered by the front itself. */
    record SystemRead(SystemTable table, Statement.Select select) implements Judgement {}

    record Read(TableView table, Statement.Select select) implements Judgement {}

    /** @param batch its type, if the statement is a batch in CQL text */
    record Write(List<Target> targets, Optional<Statement.BatchType> batch) implements Judgement {
        public Write {
            targets = List.copyOf(targets);
        }

        /** One changed row or range, and the table it is in. */
        public record Target(Modification statement, TableView table) {}

        /** Whether the time in the client's frame counts; without this feature the service takes its own. */
        public boolean clientSideTimestamps() {
            return targets.stream().allMatch(target -> target.table().settings().clientSideTimestamps());
        }
    }

    record UseKeyspace(String keyspace) implements Judgement {}

    record SchemaChange(Statement.Ddl ddl) implements Judgement {}

    /** Not understood in full. If Cassandra's parser refuses it, so does the front, in its words; else by name. */
    record Unclear(String label) implements Judgement {}
}
