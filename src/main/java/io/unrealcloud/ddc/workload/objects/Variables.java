package io.unrealcloud.ddc.workload.objects;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.unrealcloud.ddc.api.v1alpha1.EnvSpec;
import io.unrealcloud.ddc.model.Names;
import io.unrealcloud.ddc.workload.DdcConfiguration;
import io.unrealcloud.ddc.workload.WorkloadModel;
import io.unrealcloud.ddc.workload.settings.Backend;
import io.unrealcloud.ddc.workload.settings.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Environment variables of DDC and of the gateway. Secrets are referred to, never written. */
final class Variables {

    private Variables() {}

    static List<EnvVar> ofDdc(WorkloadModel model, Role role) {
        List<EnvVar> variables = new ArrayList<>();
        new DdcConfiguration(model, role).environment().forEach((name, value) -> variables.add(plain(name, value)));
        variables.add(field("Kubernetes__Namespace", "metadata.namespace"));
        variables.add(field("Kubernetes__PodName", "metadata.name"));
        variables.add(
                secret("ServiceAccounts__Accounts__0__Token", model.secrets().token(), Names.TOKEN_KEY));
        variables.add(secret(
                "ServiceAccounts__Accounts__1__Token",
                model.names().verificationToken(),
                Names.VERIFICATION_TOKEN_KEY));
        if (model.sites()) {
            variables.add(
                    secret("ServiceCredentials__AccessToken", model.secrets().token(), Names.TOKEN_KEY));
        }
        if (model.database().backend() == Backend.SCYLLA) {
            variables.add(secret(
                    "Scylla__ConnectionString",
                    model.database().loginSecret().orElseThrow(),
                    Names.CONNECTION_STRING_KEY));
        }
        variables.addAll(aws(model));
        Optional.ofNullable(model.application().env()).orElse(List.of()).forEach(given -> variables.add(given(given)));
        return variables;
    }

    static List<EnvVar> ofGateway(WorkloadModel model) {
        List<EnvVar> variables = new ArrayList<>();
        variables.add(plain("DDC_GATEWAY_REGION", model.region()));
        variables.add(
                plain("DDC_GATEWAY_UPSTREAM_HOST", model.database().binding().host()));
        variables.add(plain(
                "DDC_GATEWAY_UPSTREAM_PORT",
                Integer.toString(model.database().binding().port())));
        variables.add(plain("DDC_GATEWAY_MODE", "keyspaces"));
        if (model.database().gatewayLogin().isPresent()) {
            variables.add(plain("DDC_GATEWAY_LOGIN", "password"));
            variables.add(plain("DDC_GATEWAY_USERNAME_FILE", Volumes.LOGIN_DIRECTORY + "/username"));
            variables.add(plain("DDC_GATEWAY_PASSWORD_FILE", Volumes.LOGIN_DIRECTORY + "/password"));
        } else {
            variables.add(plain("DDC_GATEWAY_LOGIN", "iam"));
        }
        if (model.platform().trust().isPresent()) {
            variables.add(plain("DDC_GATEWAY_UPSTREAM_TRUST", Volumes.TRUST_FILE));
        }
        variables.addAll(aws(model));
        return variables;
    }

    /** All that the EKS webhook would add, so that nothing depends on it and nothing changes where it runs. */
    private static List<EnvVar> aws(WorkloadModel model) {
        List<EnvVar> variables = new ArrayList<>(List.of(
                plain("AWS_REGION", model.region()),
                plain("AWS_DEFAULT_REGION", model.region()),
                plain("AWS_STS_REGIONAL_ENDPOINTS", "regional"),
                plain("AWS_ROLE_ARN", model.roleArn()),
                plain("AWS_WEB_IDENTITY_TOKEN_FILE", Volumes.AWS_TOKEN_FILE)));
        new TreeMap<>(model.platform().awsEndpoints()).forEach((name, value) -> variables.add(plain(name, value)));
        return variables;
    }

    private static EnvVar given(EnvSpec given) {
        return given.secretKeyRef() == null
                ? plain(given.name(), given.value())
                : secret(
                        given.name(),
                        given.secretKeyRef().name(),
                        given.secretKeyRef().key());
    }

    private static EnvVar plain(String name, String value) {
        return new EnvVarBuilder().withName(name).withValue(value).build();
    }

    private static EnvVar field(String name, String path) {
        return new EnvVarBuilder()
                .withName(name)
                .withNewValueFrom()
                .withNewFieldRef("v1", path)
                .endValueFrom()
                .build();
    }

    private static EnvVar secret(String name, String secret, String key) {
        return new EnvVarBuilder()
                .withName(name)
                .withNewValueFrom()
                .withNewSecretKeyRef()
                .withName(secret)
                .withKey(key)
                .endSecretKeyRef()
                .endValueFrom()
                .build();
    }
}
