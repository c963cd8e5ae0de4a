package io.unrealcloud.ddc.sandbox.ddc.service;

/** Whether this pod does the work only one pod may do. */
public interface Leadership extends AutoCloseable {
    boolean isLeader();

    @Override
    default void close() {}

    static Leadership always() {
        return () -> true;
    }

    static Leadership never() {
        return () -> false;
    }
}
