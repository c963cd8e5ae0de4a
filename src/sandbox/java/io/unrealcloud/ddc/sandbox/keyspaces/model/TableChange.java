package io.unrealcloud.ddc.sandbox.keyspaces.model;

import java.util.List;

/** The one change an UpdateTable (or an ALTER TABLE) makes: the service takes one kind of setting per call. */
public sealed interface TableChange {

    record AddColumns(List<Column> columns) implements TableChange {}

    record SetCapacity(Capacity capacity, AutoScaling autoScaling, List<Replica> replicas) implements TableChange {}

    record SetEncryption(Encryption encryption) implements TableChange {}

    record SetPointInTimeRecovery(boolean enabled) implements TableChange {}

    record EnableTimeToLive() implements TableChange {}

    record SetDefaultTimeToLive(int seconds) implements TableChange {}

    record EnableClientSideTimestamps() implements TableChange {}

    record SetCdc(Cdc cdc) implements TableChange {}

    record SetWarmThroughput(Long readUnitsPerSecond, Long writeUnitsPerSecond) implements TableChange {}
}
