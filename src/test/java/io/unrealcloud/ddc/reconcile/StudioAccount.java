package io.unrealcloud.ddc.reconcile;

import io.unrealcloud.ddc.aws.AwsPorts;
import io.unrealcloud.ddc.aws.CallListener;
import io.unrealcloud.ddc.aws.ForwardingPorts;
import io.unrealcloud.ddc.aws.keyspaces.KeyspacesPort;
import io.unrealcloud.ddc.sandbox.iam.Account;
import java.time.Clock;

/** Everything of AWS but Keyspaces: one account on moto for all tests of this JVM, with EKS clusters in it. */
public final class StudioAccount {

    private static AwsPorts shared;

    private StudioAccount() {}

    /** Keyspaces from the ports given, everything else from the account. */
    public static AwsPorts with(AwsPorts keyspaces) {
        return new ForwardingPorts(account()) {
            @Override
            public KeyspacesPort keyspaces(String region) {
                return keyspaces.keyspaces(region);
            }

            @Override
            public void close() {
                keyspaces.close();
            }
        };
    }

    private static synchronized AwsPorts account() {
        if (shared == null) {
            Account account = new Account(Clock.systemUTC());
            // Those that the examples name.
            account.provider(account.cluster("us-east-1", "games"), "sts.amazonaws.com");
            account.provider(account.cluster("us-east-1", "games-east"), "sts.amazonaws.com");
            account.provider(account.cluster("us-west-2", "games-west"), "sts.amazonaws.com");
            shared = account.operator(CallListener.NONE);
            Runtime.getRuntime().addShutdownHook(new Thread(account::close));
        }
        return shared;
    }
}
