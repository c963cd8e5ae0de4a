package io.unrealcloud.ddc.aws.sdk;

import io.unrealcloud.ddc.aws.StsPort;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

final class StsAdapter implements StsPort {
    private final StsClient client;
    private final Calls calls;

    StsAdapter(StsClient client, Calls calls) {
        this.client = client;
        this.calls = calls;
    }

    @Override
    public CallerIdentity callerIdentity() {
        GetCallerIdentityResponse reply = calls.run(
                "GetCallerIdentity",
                "",
                config -> client.getCallerIdentity(request -> request.overrideConfiguration(config.build())));
        return new CallerIdentity(reply.account(), reply.arn(), reply.arn().split(":", 3)[1]);
    }
}
