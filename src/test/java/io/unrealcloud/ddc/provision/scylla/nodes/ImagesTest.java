package io.unrealcloud.ddc.provision.scylla.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.unrealcloud.ddc.model.ScyllaBackend.NodeImage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImagesTest {

    @ParameterizedTest
    @CsvSource({
        "5.4.9, false",
        "6.0.0, true",
        "6.2, true",
        "2023.1.5, false",
        "2024.1.12, false",
        "2024.2.0, true",
        "2025.1.4, true",
        "2026.2.0~rc1, true"
    })
    void aSocketThatScyllaDbDoesNotKnowIsNotAskedFor(String version, boolean there) {
        assertThat(Images.maintenanceSocket(new NodeImage.Version(version))).isEqualTo(there);
    }
}
