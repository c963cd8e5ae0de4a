package io.unrealcloud.ddc.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.unrealcloud.ddc.api.v1alpha1.ApplicationSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {settings: [{name: "Scylla:UseSSL", value: "1"}]}                      | Scylla:UseSSL is the operator's
        {settings: [{name: "S3:BucketName", value: x}]}                        | use spec.storage.s3.bucketName
        {settings: [{name: "GC:x", value: a}, {name: "gc:X", value: b}]}       | twice, in different case
        {settings: [{name: "GC:x", value: a}, {name: "GC:x:y", value: b}]}     | as a value and as a section
        {env: [{name: AWS_ROLE_ARN, value: x}]}                                | AWS_ROLE_ARN is the operator's
        {env: [{name: Scylla__ConnectionString, value: x}]}                    | Scylla__ConnectionString is the operator's
        {env: [{name: A__b, value: x}, {name: a__B, value: y}]}                | twice, in different case
        {podAnnotations: {ddc.unrealcloud.io/configuration: x}}                | is the operator's to set
        {podAnnotations: {eks.amazonaws.com/skip-containers: ddc}}             | is the operator's to set
        {podAnnotations: {"a b": x}}                                           | no name Kubernetes takes
        {scheduling: {nodeSelector: {"/x": y}}}                                | no name Kubernetes takes
        {service: {annotations: {"UPPER/x": y}}}                               | no name Kubernetes takes
        {ingress: {host: a, annotations: {"x/": y}}}                           | no name Kubernetes takes
        {resources: {requests: {cpu: "2"}, limits: {cpu: 1500m}}}              | 2 is more than the limit of 1500m
        {worker: {resources: {requests: {memory: 2Gi}, limits: {memory: 2G}}}} | worker.resources.requests.memory
        {namespaces: [{name: unreal-cloud-ddc-verification}]}                  | is the operator's own
        """)
    void isRefusedByName(String application, String expected) {
        assertThat(Refusals.of(Serialization.unmarshal("---\n" + application, ApplicationSpec.class)))
                .singleElement()
                .asString()
                .contains(expected)
                .endsWith(".");
    }

    @Test
    void noGoldenIsRefused() {
        GoldenCase.all().stream()
                .map(given -> given.resource().getSpec().application())
                .filter(application -> application != null)
                .forEach(application -> assertThat(Refusals.of(application)).isEmpty());
    }
}
