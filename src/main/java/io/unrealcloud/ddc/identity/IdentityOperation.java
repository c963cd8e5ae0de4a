package io.unrealcloud.ddc.identity;

import io.unrealcloud.ddc.aws.iam.NewRole;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Waiting;
import io.unrealcloud.ddc.provision.Operation;
import java.util.Map;

/** Everything that can be done about a role, one record per kind. */
public sealed interface IdentityOperation extends Operation {

    @Override
    default boolean destructive() {
        return false;
    }

    @Override
    default boolean mutating() {
        return true;
    }

    @Override
    default String detail() {
        return "";
    }

    /** Registers a cluster's issuer with IAM. It serves the whole cluster and is never deleted by the operator. */
    record CreateProvider(String issuer, Map<String, String> tags) implements IdentityOperation {
        @Override
        public String action() {
            return "create";
        }

        @Override
        public String target() {
            return "OIDC provider " + issuer;
        }
    }

    record CreateRole(NewRole role) implements IdentityOperation {
        @Override
        public String action() {
            return "create";
        }

        @Override
        public String target() {
            return "role " + role.path() + role.name();
        }
    }

    /** The role of an earlier resource of the same name becomes this resource's. */
    record ClaimRole(String role, Map<String, String> tags) implements IdentityOperation {
        @Override
        public String action() {
            return "claim";
        }

        @Override
        public String target() {
            return "role " + role;
        }
    }

    record SetTrust(String role, String document) implements IdentityOperation {
        @Override
        public String action() {
            return "set trust of";
        }

        @Override
        public String target() {
            return "role " + role;
        }
    }

    record SetBoundary(String role, String policyArn) implements IdentityOperation {
        @Override
        public String action() {
            return "set boundary of";
        }

        @Override
        public String target() {
            return "role " + role;
        }

        @Override
        public String detail() {
            return policyArn;
        }
    }

    record PutPolicy(String role, String policy, String document) implements IdentityOperation {
        @Override
        public String action() {
            return "write";
        }

        @Override
        public String target() {
            return "inline policy " + policy + " of role " + role;
        }
    }

    record LeaveInstanceProfile(String role, String profile) implements IdentityOperation {
        @Override
        public String action() {
            return "remove";
        }

        @Override
        public String target() {
            return "role " + role + " from instance profile " + profile;
        }
    }

    record DetachPolicy(String role, String policyArn) implements IdentityOperation {
        @Override
        public String action() {
            return "detach";
        }

        @Override
        public String target() {
            return "policy " + policyArn + " from role " + role;
        }
    }

    record DeletePolicy(String role, String policy) implements IdentityOperation {
        @Override
        public String action() {
            return "delete";
        }

        @Override
        public String target() {
            return "inline policy " + policy + " of role " + role;
        }
    }

    record DeleteRole(String role) implements IdentityOperation {
        @Override
        public String action() {
            return "delete";
        }

        @Override
        public String target() {
            return "role " + role;
        }
    }

    /** Something in AWS is on its way; look again later. */
    record Await(String target, Waiting waiting) implements IdentityOperation {
        @Override
        public String action() {
            return "wait for";
        }

        @Override
        public String detail() {
            return waiting.message();
        }

        @Override
        public boolean mutating() {
            return false;
        }
    }

    /** Not the operator's to change; a person has to decide. */
    record Stop(String target, Reason reason, String message) implements IdentityOperation {
        @Override
        public String action() {
            return "stop at";
        }

        @Override
        public String detail() {
            return message;
        }

        @Override
        public boolean mutating() {
            return false;
        }
    }
}
