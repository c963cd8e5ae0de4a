package io.unrealcloud.ddc.identity;

import io.unrealcloud.ddc.model.Account;
import io.unrealcloud.ddc.model.DdcIdentity;
import io.unrealcloud.ddc.model.DdcModel;
import io.unrealcloud.ddc.model.DdcModel.Deletion;
import io.unrealcloud.ddc.model.KeyspacesBackend;
import io.unrealcloud.ddc.model.KeyspacesBackend.TableOptions;
import io.unrealcloud.ddc.model.KeyspacesBackend.Throughput;
import io.unrealcloud.ddc.model.Names;
import io.unrealcloud.ddc.model.OperatorSettings;
import io.unrealcloud.ddc.model.Owner;
import io.unrealcloud.ddc.schema.KeyspaceNames;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Models to test with: the DDC {@code studio/games} on cluster {@code games} in us-east-1. */
public final class Models {

    public static final Account ACCOUNT = new Account("aws", "123456789012");
    public static final String BOUNDARY = "arn:aws:iam::123456789012:policy/ddc-boundary";
    public static final String SECRET = "arn:aws:secretsmanager:us-east-1:123456789012:secret:ddc/token-AbCdEf";
    public static final OperatorSettings.Identity SETTINGS =
            new OperatorSettings.Identity("/ddc/", BOUNDARY, false, false);

    private Models() {}

    public static Owner owner(String namespace, String name) {
        return new Owner(ACCOUNT.clusterArn("us-east-1", "games"), namespace, name, "uid-of-" + namespace + "-" + name);
    }

    /** One Region, the bucket games-ddc, no secrets. */
    public static DdcModel single() {
        return model(List.of(), "Jupiter", identity(List.of()));
    }

    /** Two Regions, a keyspace more than DDC has, and a secret. */
    public static DdcModel several() {
        return model(List.of("eu-west-1", "us-east-1"), "TerraformModule", identity(List.of(SECRET)));
    }

    public static DdcModel existing(String roleArn) {
        DdcIdentity identity = identity(List.of());
        return model(
                List.of(),
                "Jupiter",
                new DdcIdentity(
                        Optional.of(roleArn),
                        identity.cluster(),
                        identity.serviceAccount(),
                        identity.buckets(),
                        identity.secretArns()));
    }

    public static DdcIdentity identity(List<String> secrets) {
        return new DdcIdentity(
                Optional.empty(),
                "games",
                Names.serviceAccount("games"),
                List.of("games-ddc", "games-ddc-persistent"),
                secrets);
    }

    public static DdcModel model(List<String> regions, String profile, DdcIdentity identity) {
        KeyspacesBackend backend = new KeyspacesBackend(
                "us-east-1",
                new KeyspaceNames("jupiter", "ddc_us_east_1"),
                profile,
                regions,
                "us-east-1",
                new TableOptions(
                        new Throughput.OnDemand(), Optional.empty(), Optional.empty(), false, Optional.empty()),
                new OperatorSettings.Endpoint("cassandra.us-east-1.amazonaws.com", 9142),
                Set.of(),
                Set.of());
        return new DdcModel(
                owner("studio", "games"), "us-east-1", "us-east-1", false, backend, identity, Deletion.RETAIN);
    }
}
