package io.unrealcloud.ddc.provision.scylla.database;

import io.unrealcloud.ddc.model.Reason;

/** How far the operator came into a cluster. */
sealed interface Access {

    /** Not tried: no node answers yet, or there is no login yet. */
    record Untried() implements Access {}

    /** As the role that is meant for it. */
    record Entered() implements Access {}

    /** As the operator's role, with the password before the last change of its secret. */
    record WithOldPassword() implements Access {}

    /** As the superuser a fresh cluster has. */
    record AsDefault() implements Access {}

    /** Nobody the operator knows of may log in. */
    record Refused(String message) implements Access {}

    /** Not reached, or not read. */
    record Failed(Reason reason, String message) implements Access {}
}
