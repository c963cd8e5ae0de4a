package io.unrealcloud.ddc.sandbox.scylla.front;

import com.datastax.oss.protocol.internal.ProtocolConstants.ErrorCode;
import com.datastax.oss.protocol.internal.response.Error;
import io.unrealcloud.ddc.sandbox.cqlfront.CqlRefusal;
import io.unrealcloud.ddc.sandbox.scylla.state.Permission;
import io.unrealcloud.ddc.sandbox.scylla.state.Resource;
import io.unrealcloud.ddc.sandbox.scylla.state.Snapshot;

/** Who asks. */
sealed interface Caller {
    /** Somebody who need not log in, or came in by the maintenance socket: may do everything. */
    record Anybody() implements Caller {}

    record LoggedIn(String role, boolean authorize) implements Caller {}

    /** @throws CqlRefusal unless the caller may do this */
    default void require(Snapshot state, Permission permission, Resource resource) {
        if (!may(state, permission, resource)) {
            throw unauthorized("User " + name() + " has no " + permission + " permission on " + resource
                    + " or any of its parents");
        }
    }

    default boolean may(Snapshot state, Permission permission, Resource resource) {
        return switch (this) {
            case Anybody anybody -> true;
            case LoggedIn user -> !user.authorize() || state.permits(user.role(), permission, resource);
        };
    }

    default boolean isSuperuser(Snapshot state) {
        return switch (this) {
            case Anybody anybody -> true;
            case LoggedIn user -> state.isSuperuser(user.role());
        };
    }

    default String name() {
        return switch (this) {
            case Anybody anybody -> "anonymous";
            case LoggedIn user -> user.role();
        };
    }

    static CqlRefusal unauthorized(String message) {
        return new CqlRefusal(new Error(ErrorCode.UNAUTHORIZED, message));
    }
}
