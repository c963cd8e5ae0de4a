package io.unrealcloud.ddc.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("cluster")
class ApiServerTest {

    @Test
    void theDefinitionIsAcceptedWithoutWarnings() {
        var crd = ApiServer.get()
                .client()
                .apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName("unrealcloudddcs.ddc.unrealcloud.io")
                .get();
        assertThat(crd.getStatus().getConditions())
                .filteredOn(condition -> condition.getStatus().equals("True"))
                .extracting(condition -> condition.getType())
                .containsExactlyInAnyOrder("NamesAccepted", "Established");
    }
}
