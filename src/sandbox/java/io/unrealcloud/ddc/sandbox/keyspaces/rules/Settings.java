package io.unrealcloud.ddc.sandbox.keyspaces.rules;

import io.unrealcloud.ddc.sandbox.keyspaces.ServiceError;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Cdc;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Encryption;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Encryption.EncryptionType;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableSchema;
import java.util.regex.Pattern;

/** Settings of a table other than capacity. */
public final class Settings {

    /** 20 years (Amazon Keyspaces API reference: DefaultTimeToLive). */
    private static final int MAX_TTL = 630_720_000;

    private static final Pattern KEY_ARN = Pattern.compile("arn:(aws[a-z-]*):kms:[a-z0-9-]+:\\d{12}:key/[A-Za-z0-9-]+");

    private Settings() {}

    /** Amazon Keyspaces developer guide: multi-Region usage notes, customer managed keys are not supported. */
    public static void encryption(Encryption encryption, boolean multiRegion) {
        boolean own = encryption.type() == EncryptionType.CUSTOMER_MANAGED_KMS_KEY;
        if (own && multiRegion) {
            throw ServiceError.validation("Customer managed keys are not supported in multi-Region keyspaces");
        }
        if (own && encryption.kmsKeyIdentifier() == null) {
            throw ServiceError.validation("CUSTOMER_MANAGED_KMS_KEY needs a kmsKeyIdentifier");
        }
        if (own && !KEY_ARN.matcher(encryption.kmsKeyIdentifier()).matches()) {
            throw ServiceError.validation("kmsKeyIdentifier is not the ARN of a key: " + encryption.kmsKeyIdentifier());
        }
        if (!own && encryption.kmsKeyIdentifier() != null) {
            throw ServiceError.validation("A kmsKeyIdentifier cannot be given with AWS_OWNED_KMS_KEY");
        }
    }

    /** Amazon Keyspaces API reference: at most 20 years; a counter table takes none. */
    public static void defaultTimeToLive(int seconds, TableSchema schema) {
        if (seconds < 0 || seconds > MAX_TTL) {
            throw ServiceError.validation("defaultTimeToLive must be 0 to " + MAX_TTL + ", not " + seconds);
        }
        if (seconds > 0 && Schemas.isCounterTable(schema)) {
            throw ServiceError.validation("A table with counters cannot have a default time to live");
        }
    }

    /** Amazon Keyspaces developer guide: multi-Region usage notes, TTL is set when the table is created and stays. */
    public static void timeToLiveChange(boolean multiRegion) {
        if (multiRegion) {
            throw ServiceError.validation("Time to live of a table in a multi-Region keyspace can only be set when the"
                    + " table is created");
        }
    }

    /** The view type holds for a stream's whole life. Answers what CDC becomes. */
    public static Cdc cdcChange(Cdc old, Cdc wanted) {
        if (!wanted.enabled()) {
            return Cdc.OFF;
        }
        if (old.enabled() && wanted.view() != null && wanted.view() != old.view()) {
            throw ServiceError.validation("The view type of a stream cannot be changed: it is " + old.view());
        }
        return old.enabled() ? old : newCdc(wanted);
    }

    public static Cdc newCdc(Cdc wanted) {
        if (!wanted.enabled()) {
            return Cdc.OFF;
        }
        return new Cdc(true, wanted.view() == null ? Cdc.ViewType.NEW_AND_OLD_IMAGES : wanted.view());
    }
}
