package io.unrealcloud.ddc.aws.sdk;

import io.unrealcloud.ddc.aws.AwsCall;
import io.unrealcloud.ddc.aws.AwsError;
import io.unrealcloud.ddc.aws.AwsException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The one place where a failure of the SDK becomes an {@link AwsError}. Service errors are told by their code, never
 * by the HTTP status: Keyspaces answers most of its errors with 400, and a 404 of some proxy on the way must never
 * read as "the table is gone".
 */
final class ErrorClassifier {
    private static final Map<AwsError, Set<String>> CODES = Map.of(
            AwsError.THROTTLED,
                    Set.of(
                            "PriorRequestNotComplete",
                            "Throttling",
                            "ThrottlingException",
                            "ThrottledException",
                            "TooManyRequestsException"),
            AwsError.ACCESS_DENIED,
                    Set.of(
                            "AccessDenied",
                            "AccessDeniedException",
                            "Blocked",
                            "UnauthorizedOperation",
                            "UnauthorizedAccess",
                            "OptInRequired"),
            AwsError.QUOTA_EXCEEDED,
                    Set.of(
                            "DocumentLimitExceeded",
                            "DocumentVersionLimitExceeded",
                            "InstanceLimitExceeded",
                            "LimitExceeded",
                            "LimitExceededException",
                            "MaxIOPSLimitExceeded",
                            "ResourceLimitExceeded",
                            "ResourceLimitExceededException",
                            "RulesPerSecurityGroupLimitExceeded",
                            "SecurityGroupLimitExceeded",
                            "SecurityGroupsPerInstanceLimitExceeded",
                            "ServiceQuotaExceededException",
                            "TagLimitExceeded",
                            "VcpuLimitExceeded",
                            "VolumeLimitExceeded"),
            AwsError.NO_CAPACITY,
                    Set.of(
                            "InsufficientCapacity",
                            "InsufficientFreeAddressesInSubnet",
                            "InsufficientHostCapacity",
                            "InsufficientInstanceCapacity",
                            "InsufficientVolumeCapacity",
                            "UnfulfillableCapacity"),
            AwsError.CONFLICT,
                    Set.of(
                            "AssociatedInstances",
                            "ConflictException",
                            "ConcurrentModificationException",
                            "ConcurrentModification",
                            "ConcurrentTagAccess",
                            "DeleteConflict",
                            "DependencyViolation",
                            "DocumentAlreadyExists",
                            "EntityAlreadyExists",
                            "EntityTemporarilyUnmodifiable",
                            "IncorrectInstanceState",
                            "IncorrectState",
                            "ResourceExistsException",
                            "ResourceInUseException",
                            "TooManyUpdates",
                            "VolumeInUse"),
            AwsError.NOT_FOUND,
                    Set.of(
                            "InvalidDocument",
                            "InvocationDoesNotExist",
                            "NoSuchEntity",
                            "NoSuchHostedZone",
                            "ResourceNotFoundException"),
            AwsError.CREDENTIALS,
                    Set.of(
                            "AuthFailure",
                            "ExpiredToken",
                            "ExpiredTokenException",
                            "IncompleteSignature",
                            "IncompleteSignatureException",
                            "InvalidAccessKeyId",
                            "InvalidClientTokenId",
                            "InvalidIdentityToken",
                            "InvalidSignatureException",
                            "MissingAuthenticationToken",
                            "MissingAuthenticationTokenException",
                            "RequestExpired",
                            "RequestInTheFuture",
                            "RequestTimeTooSkewed",
                            "SignatureDoesNotMatch",
                            "UnrecognizedClientException"),
            AwsError.SERVICE,
                    Set.of(
                            "InternalError",
                            "InternalFailure",
                            "InternalServerError",
                            "InternalServerException",
                            "OpenIdIdpCommunicationError",
                            "PendingVerification",
                            "ServerException",
                            "ServiceFailure",
                            "ServiceUnavailable",
                            "ServiceUnavailableException"));

    private ErrorClassifier() {}

    static AwsException classify(AwsCall call, RuntimeException failure) {
        if (find(failure, AbortedException.class).isPresent()) {
            // The SDK clears the flag when it gives up; whoever stops this thread still needs it.
            Thread.currentThread().interrupt();
        }
        Optional<MarkedCredentials.Unavailable> noCredentials = find(failure, MarkedCredentials.Unavailable.class);
        if (noCredentials.isPresent()) {
            return local(AwsError.CREDENTIALS, call, noCredentials.get().getCause());
        }
        if (failure instanceof AwsServiceException answered) {
            return answered(call, answered);
        }
        if (failure instanceof SdkException) {
            return local(unanswered(failure) ? AwsError.NETWORK : AwsError.SERVICE, call, failure);
        }
        throw failure; // a fault of ours, such as a null argument
    }

    private static AwsException answered(AwsCall call, AwsServiceException failure) {
        AwsErrorDetails details = failure.awsErrorDetails();
        String code = details == null || details.errorCode() == null ? "" : details.errorCode();
        String message = details == null || details.errorMessage() == null ? "" : stable(details.errorMessage());
        return new AwsException(
                error(failure, code, message),
                call,
                code.isEmpty() ? "HTTP " + failure.statusCode() : code,
                message.isBlank() ? "AWS gave no message" : message,
                failure.requestId(),
                failure);
    }

    /** Without the encoded reasons EC2 adds to what it does not allow: they differ every time and fill a page. */
    private static String stable(String message) {
        return message.replaceFirst("\\s*Encoded authorization failure message:.*", "");
    }

    private static AwsError error(AwsServiceException failure, String code, String message) {
        if (failure.isThrottlingException()) {
            return AwsError.THROTTLED;
        }
        Optional<AwsError> told = byMessage(code, message);
        if (told.isPresent()) {
            return told.get();
        }
        // EC2 has one code for each kind of object (Amazon EC2 API reference: error codes).
        if (code.endsWith(".NotFound")) {
            return AwsError.NOT_FOUND;
        }
        if (code.endsWith(".Duplicate") || code.endsWith(".InUse")) {
            return AwsError.CONFLICT;
        }
        for (Map.Entry<AwsError, Set<String>> codes : CODES.entrySet()) {
            if (codes.getValue().contains(code)) {
                return codes.getKey();
            }
        }
        if (code.isEmpty() && failure.statusCode() == 401) {
            // EC2's answer to a key it does not know; Java's HTTP client does not hand on what it says.
            return AwsError.CREDENTIALS;
        }
        return code.isEmpty() || failure.statusCode() >= 500 ? AwsError.SERVICE : AwsError.INVALID_REQUEST;
    }

    /** Where one code stands for things that heal in different ways. */
    private static Optional<AwsError> byMessage(String code, String message) {
        return switch (code) {
            // A profile IAM has just made is not known to EC2 for some seconds.
            case "InvalidParameterValue" ->
                Optional.of(AwsError.NOT_FOUND).filter(error -> message.contains("iamInstanceProfile"));
            // An image that is not shared with the account; with any other message the key is unknown.
            case "AuthFailure" ->
                Optional.of(AwsError.INVALID_REQUEST).filter(error -> message.contains("Not authorized for images"));
            // Secrets Manager: the secret is scheduled for deletion.
            case "InvalidRequestException" ->
                Optional.of(AwsError.CONFLICT).filter(error -> message.contains("deletion"));
            // Route 53: somebody changed the record in between.
            case "InvalidChangeBatch" ->
                Optional.of(AwsError.CONFLICT).filter(error -> message.contains("do not match the current values"));
            default -> Optional.empty();
        };
    }

    private static boolean unanswered(Throwable failure) {
        return find(failure, IOException.class).isPresent()
                || failure instanceof ApiCallTimeoutException
                || failure instanceof ApiCallAttemptTimeoutException
                || failure instanceof AbortedException;
    }

    private static AwsException local(AwsError error, AwsCall call, Throwable cause) {
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new AwsException(error, call, cause.getClass().getSimpleName(), message, null, cause);
    }

    private static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> type) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (type.isInstance(at)) {
                return Optional.of(type.cast(at));
            }
        }
        return Optional.empty();
    }
}
