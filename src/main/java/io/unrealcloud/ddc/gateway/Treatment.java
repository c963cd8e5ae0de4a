package io.unrealcloud.ddc.gateway;

import io.unrealcloud.ddc.cql.QualifiedName;
import io.unrealcloud.ddc.cql.Statement;

/** What the gateway does with a statement. */
sealed interface Treatment {
    /**
     * Pass it on.
     *
     * @param read whether it keeps the consistency its sender chose
     * @param text the text to send: the sender's, or the sender's without BYPASS CACHE
     */
    record Forward(boolean read, String text) implements Treatment {}

    /** Pass a USE on and remember the keyspace the database confirms. */
    record Use() implements Treatment {}

    /** Answer from {@code system.local}. */
    record ShowLocal(Statement.Select select) implements Treatment {}

    /** Answer from {@code system.peers}. */
    record ShowPeers(Statement.Select select) implements Treatment {}

    /** Answer that there is no such table, as a database of the version the gateway shows does; nothing is refused. */
    record NoSuchTable(String table) implements Treatment {}

    /** Read all pages of another system table and answer in one: drivers do not page these. */
    record Gather(String text) implements Treatment {}

    /** Count the rows of one partition, once its key is known to be the whole. */
    record Count(Statement.Select select, QualifiedName table) implements Treatment {}

    /** Leave out repeated partition keys, once the columns are known to be the key. */
    record Distinct(Statement.Select select, QualifiedName table) implements Treatment {}

    /** A CREATE that is right to answer if the object is there, and refused if it is not. */
    record Existing(Statement.Ddl ddl, QualifiedName name) implements Treatment {}

    /** Answer that it is done, although nothing is done. */
    record Void() implements Treatment {}

    /**
     * Refuse.
     *
     * @param what short name of what is refused, for the metrics
     * @param code error code of the protocol
     */
    record Refuse(String what, int code, String message) implements Treatment {}
}
