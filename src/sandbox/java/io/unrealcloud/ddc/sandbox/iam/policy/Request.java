package io.unrealcloud.ddc.sandbox.iam.policy;

import java.util.Optional;

/**
 * What is asked for.
 *
 * @param action for example {@code s3:GetObject}
 * @param resource an ARN, or {@code *} for actions on no resource in particular
 * @param federated ARN of the identity provider, where a trust policy is asked
 */
public record Request(String action, String resource, Optional<String> federated, Context context) {

    public static Request of(String action, String resource, Context context) {
        return new Request(action, resource, Optional.empty(), context);
    }
}
