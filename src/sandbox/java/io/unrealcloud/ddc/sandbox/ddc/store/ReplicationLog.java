package io.unrealcloud.ddc.sandbox.ddc.store;

import io.unrealcloud.ddc.verification.IoHash;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Refs written here, for other sites to fetch. */
public interface ReplicationLog {
    void added(RefKey ref, IoHash payload);

    /** DDC's class default. */
    final class InMemory implements ReplicationLog {
        private final List<RefKey> log = new CopyOnWriteArrayList<>();

        @Override
        public void added(RefKey ref, IoHash payload) {
            log.add(ref);
        }
    }
}
