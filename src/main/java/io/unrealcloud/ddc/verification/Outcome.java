package io.unrealcloud.ddc.verification;

import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Verdict;

/** How a verification ended. Every message says what to do next, and none changes while the outcome does not. */
public sealed interface Outcome {
    Verdict verdict();

    /**
     * @param how what the proof rests on
     * @param contentIds whether contents were looked at, and what came of it
     */
    record Verified(Proof how, ContentIds contentIds) implements Outcome {
        @Override
        public Verdict verdict() {
            String refs =
                    switch (how) {
                        case OTHER_POD -> "Refs written through one pod were read through another";
                        case OTHER_POD_AND_ROWS ->
                            "Refs written through one pod were read through another and are in the database";
                        case ROWS -> "Refs written through the only pod were read again and are in the database";
                    };
            String contents =
                    switch (contentIds) {
                        case RESOLVED, NOT_ASKED -> ".";
                        case NOT_UNDERSTOOD ->
                            ". DDC did not take the compressed blob the operator made, so content ids are not proven;"
                                    + " a build of the game shows whether they work.";
                    };
            return Verdict.yes(Reason.Verified, refs + contents);
        }
    }

    /** What shows that a ref is stored, and not only remembered. */
    enum Proof {
        OTHER_POD,
        OTHER_POD_AND_ROWS,
        ROWS
    }

    enum ContentIds {
        NOT_ASKED,
        RESOLVED,
        NOT_UNDERSTOOD
    }

    /** A pod gave other bytes, or another hash, than were put. */
    record WrongAnswer(String pod, String what) implements Outcome {
        @Override
        public Verdict verdict() {
            return Verdict.no(
                    Reason.DdcWrongAnswer,
                    "Pod " + pod + " answered " + what + ". Look at its log; if clients see it too, restart the"
                            + " Deployment and check the bucket for objects that somebody else changed.");
        }
    }

    /** DDC took something and it is not where it belongs. */
    record NotStored(String what, String next) implements Outcome {
        @Override
        public Verdict verdict() {
            return Verdict.no(Reason.RefNotStored, what + ". " + next);
        }
    }

    record Unauthorised(String pod, int status) implements Outcome {
        @Override
        public Verdict verdict() {
            return Verdict.no(
                    Reason.DdcUnauthorised,
                    "Pod " + pod + " answered the operator's own token with " + status + ". If the Secret was changed,"
                            + " restart the Deployment so"
                            + " that DDC reads it;"
                            + " otherwise check what"
                            + " spec.application.settings"
                            + " says about Auth and"
                            + " ServiceAccounts.");
        }
    }

    /** DDC did not want the request. */
    record Refused(String pod, int status, String what) implements Outcome {
        @Override
        public Verdict verdict() {
            return Verdict.no(
                    Reason.DdcRefused,
                    "Pod " + pod + " answered " + status + " to " + what + ". Check what spec.application.settings says"
                            + " about Namespaces, and that the image is the release in spec.application.version.");
        }
    }

    record DatabaseDown(String pod) implements Outcome {
        @Override
        public Verdict verdict() {
            return Verdict.no(
                    Reason.DdcDatabaseUnavailable,
                    "Pod " + pod
                            + " cannot use its database (503). Look at DatabaseReady and IdentityReady, then at the"
                            + " log of the pod's gateway; it heals by itself when the database answers again.");
        }
    }

    /** The database itself said no: what DDC asks for is not allowed to the pods' role. */
    record DatabaseDenied(String pod) implements Outcome {
        @Override
        public Verdict verdict() {
            return Verdict.no(
                    Reason.DdcDatabaseDenied,
                    "Pod " + pod
                            + " cannot use its database: Amazon Keyspaces answers that the pods' role is not"
                            + " authorized. Allow the role in status.identity.roleArn to read and write the keyspaces"
                            + " in status.database (cassandra:Select, cassandra:Modify, and cassandra:Select on"
                            + " system*); it heals by itself.");
        }
    }

    /** The gateway opens no connection: it has no credentials, or the database does not take them. */
    record LoginFails(String pod) implements Outcome {
        @Override
        public Verdict verdict() {
            return Verdict.no(
                    Reason.DdcDatabaseUnavailable,
                    "Pod " + pod
                            + " cannot use its database: its gateway opens no connection to Amazon Keyspaces. Look at"
                            + " IdentityReady, and at the log of the container gateway, which says whether STS, the"
                            + " login or the network is in the way; it heals by itself.");
        }
    }

    record Failed(String pod, int status, String what) implements Outcome {
        @Override
        public Verdict verdict() {
            return Verdict.no(
                    Reason.DdcFailed,
                    "Pod " + pod + " failed with " + status + " at " + what
                            + ". Look at its log; often the role may not"
                            + " use the bucket, the bucket is not there, or the database is away.");
        }
    }

    /** Nothing is known about DDC. */
    record Unreachable(String what) implements Outcome {
        @Override
        public Verdict verdict() {
            return Verdict.unknown(
                    Reason.DdcUnreachable,
                    "The operator reached no DDC pod (" + what
                            + "). If the pods are ready, let a NetworkPolicy admit the" + " operator to them.");
        }
    }

    /** One pod said the right thing, perhaps from memory. */
    record Unproven(String why) implements Outcome {
        @Override
        public Verdict verdict() {
            return Verdict.unknown(
                    Reason.VerificationIncomplete,
                    "The only pod the operator reached gave back what was written, perhaps from its memory, and the"
                            + " database could not be read: " + why
                            + ". Run two replicas, or let the operator reach the"
                            + " database.");
        }
    }

    record NoPods() implements Outcome {
        @Override
        public Verdict verdict() {
            return Verdict.unknown(
                    Reason.DdcUnreachable, "No DDC pod is ready yet; WorkloadAvailable says what is missing.");
        }
    }

    default boolean isVerified() {
        return this instanceof Verified;
    }
}
