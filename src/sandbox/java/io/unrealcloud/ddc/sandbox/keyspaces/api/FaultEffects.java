package io.unrealcloud.ddc.sandbox.keyspaces.api;

import io.unrealcloud.ddc.sandbox.keyspaces.ServiceError;
import io.unrealcloud.ddc.sandbox.keyspaces.ServiceError.Type;
import io.unrealcloud.ddc.sandbox.keyspaces.faults.Fault;

/** What an injected fault does to a call before its work is done. */
final class FaultEffects {

    private FaultEffects() {}

    /** @param who for messages */
    static void before(Fault fault, String who) {
        switch (fault.kind()) {
            case THROTTLE -> throw new ServiceError(Type.ThrottlingException, "Rate exceeded");
            case SERVER_ERROR -> throw new ServiceError(Type.InternalServerException, "Internal server error");
            case UNAVAILABLE -> throw new ServiceError(Type.ServiceUnavailableException, "Service is unavailable");
            case ACCESS_DENIED ->
                throw new ServiceError(Type.AccessDeniedException, "User is not authorized (injected): " + who);
            case SLOW -> sleep(fault);
            case DROP_BEFORE, DROP_AFTER -> {}
        }
    }

    private static void sleep(Fault fault) {
        try {
            Thread.sleep(fault.delay());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
