package io.unrealcloud.ddc.sandbox.ddc.store;

/** Names one ref. */
public record RefKey(String namespace, String bucket, String name) {}
