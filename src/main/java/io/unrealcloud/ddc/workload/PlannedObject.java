package io.unrealcloud.ddc.workload;

/**
 * What a pass would do to one Kubernetes object.
 *
 * @param action {@code create}, {@code change}, {@code delete} or {@code stop at}
 * @param detail what else there is to know; empty when the rest says it all
 */
public record PlannedObject(String action, String kind, String name, String detail) {}
