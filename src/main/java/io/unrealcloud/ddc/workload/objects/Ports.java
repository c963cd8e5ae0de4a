package io.unrealcloud.ddc.workload.objects;

import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import java.util.Arrays;
import java.util.List;

/** The ports of DDC's pods. DDC is told the same numbers by the settings table. */
enum Ports {
    PUBLIC("public", 8000),
    PUBLIC_H2("public-h2", 8081),
    INTERNAL("internal", 8080),
    INTERNAL_H2("internal-h2", 8083),
    GATEWAY("gateway-http", 9043);

    private final String portName;
    private final int number;

    Ports(String portName, int number) {
        this.portName = portName;
        this.number = number;
    }

    String portName() {
        return portName;
    }

    int number() {
        return number;
    }

    private ContainerPort container() {
        return new ContainerPortBuilder()
                .withName(portName)
                .withContainerPort(number)
                .withProtocol("TCP")
                .build();
    }

    static List<ContainerPort> ofDdc() {
        return Arrays.stream(values())
                .filter(port -> port != GATEWAY)
                .map(Ports::container)
                .toList();
    }

    static List<ContainerPort> ofGateway() {
        return List.of(GATEWAY.container());
    }
}
