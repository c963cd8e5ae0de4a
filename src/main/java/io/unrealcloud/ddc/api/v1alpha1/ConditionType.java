package io.unrealcloud.ddc.api.v1alpha1;

/** The condition types a resource can carry; {@link #value()} is the name in {@code status.conditions}. */
public enum ConditionType {
    /** DDC serves; without an application: database, identity and binding are in place. */
    READY("Ready"),
    DATABASE_READY("DatabaseReady"),
    SCHEMA_VALID("SchemaValid"),
    IDENTITY_READY("IdentityReady"),
    WORKLOAD_AVAILABLE("WorkloadAvailable"),
    VERIFIED("Verified"),
    /** Work is under way; waiting on day two shows only here. */
    PROGRESSING("Progressing"),
    DEGRADED("Degraded"),
    /** The rest appears only when it has something to say. */
    MIGRATION_IN_PROGRESS("MigrationInProgress"),
    RECONCILIATION_PAUSED("ReconciliationPaused"),
    DELETION_BLOCKED("DeletionBlocked"),
    UPDATE_AVAILABLE("UpdateAvailable"),
    CROSS_REGION_VERIFIED("CrossRegionVerified");

    private final String value;

    ConditionType(String value) {
        this.value = value;
    }

    public String value() {
        return value;
    }
}
