package io.unrealcloud.ddc.sandbox.keyspaces.model;

/** Change data capture of a table. */
public record Cdc(boolean enabled, ViewType view) {

    public enum ViewType {
        NEW_IMAGE,
        OLD_IMAGE,
        KEYS_ONLY,
        NEW_AND_OLD_IMAGES
    }

    public static final Cdc OFF = new Cdc(false, null);
}
