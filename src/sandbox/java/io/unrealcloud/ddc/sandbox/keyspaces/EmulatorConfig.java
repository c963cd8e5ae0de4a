package io.unrealcloud.ddc.sandbox.keyspaces;

import io.unrealcloud.ddc.sandbox.identity.AccessKey;
import io.unrealcloud.ddc.sandbox.identity.Authorizer;
import io.unrealcloud.ddc.sandbox.identity.KnownPrincipals;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * What an emulator is started with.
 *
 * @param address    where the control plane listens; port 0 takes a free one
 * @param principals who may call; shared with other services of the sandbox and changed at run time
 * @param timeline   closed with the emulator
 */
public record EmulatorConfig(
        InetSocketAddress address,
        KnownPrincipals principals,
        Authorizer authorizer,
        DataPlane dataPlane,
        Timeline timeline,
        Knobs knobs) {

    /** A free port on loopback, everything allowed to the given keys, no data store, no delays. */
    public static EmulatorConfig local(AccessKey... keys) {
        return new EmulatorConfig(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                KnownPrincipals.of(keys),
                Authorizer.ALLOW_ALL,
                DataPlane.NONE,
                new RealTimeline(),
                new Knobs());
    }

    public EmulatorConfig at(InetSocketAddress newAddress) {
        return new EmulatorConfig(newAddress, principals, authorizer, dataPlane, timeline, knobs);
    }

    public EmulatorConfig principals(KnownPrincipals newPrincipals) {
        return new EmulatorConfig(address, newPrincipals, authorizer, dataPlane, timeline, knobs);
    }

    public EmulatorConfig authorizer(Authorizer newAuthorizer) {
        return new EmulatorConfig(address, principals, newAuthorizer, dataPlane, timeline, knobs);
    }

    public EmulatorConfig dataPlane(DataPlane newDataPlane) {
        return new EmulatorConfig(address, principals, authorizer, newDataPlane, timeline, knobs);
    }

    public EmulatorConfig timeline(Timeline newTimeline) {
        timeline.close();
        return new EmulatorConfig(address, principals, authorizer, dataPlane, newTimeline, knobs);
    }
}
