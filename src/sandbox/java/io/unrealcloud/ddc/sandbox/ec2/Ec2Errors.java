package io.unrealcloud.ddc.sandbox.ec2;

import io.unrealcloud.ddc.sandbox.iam.IamError;

/** Refusals of EC2 (Amazon EC2 API reference: error codes). */
final class Ec2Errors {

    private Ec2Errors() {}

    static IamError unknownInstance(String id) {
        return new IamError(400, "InvalidInstanceID.NotFound", "The instance ID '" + id + "' does not exist");
    }

    static IamError value(String name, String value, String why) {
        return new IamError(
                400, "InvalidParameterValue", "Value (%s) for parameter %s is invalid. %s".formatted(value, name, why));
    }

    static IamError combination(String message) {
        return new IamError(400, "InvalidParameterCombination", message);
    }

    static IamError dependency(String group) {
        return new IamError(400, "DependencyViolation", "resource " + group + " has a dependent object");
    }
}
