package io.unrealcloud.ddc.sandbox.keyspaces;

/** A refusal as the service words it: an error type clients match on, and a message. Both planes translate it. */
public final class ServiceError extends RuntimeException {

    /** Error types of the Keyspaces API, and those every AWS JSON service has before an operation is reached. */
    public enum Type {
        ValidationException,
        ResourceNotFoundException,
        ConflictException,
        ServiceQuotaExceededException,
        AccessDeniedException,
        InternalServerException(500),
        ThrottlingException,
        SerializationException,
        UnknownOperationException,
        UnrecognizedClientException,
        InvalidSignatureException,
        ExpiredTokenException,
        IncompleteSignatureException,
        MissingAuthenticationTokenException,
        ServiceUnavailableException(503);

        private final int httpStatus;

        Type() {
            this(400);
        }

        Type(int httpStatus) {
            this.httpStatus = httpStatus;
        }

        public int httpStatus() {
            return httpStatus;
        }
    }

    private final Type type;
    private final String resourceArn;

    public ServiceError(Type type, String message) {
        this(type, message, null);
    }

    public ServiceError(Type type, String message, String resourceArn) {
        super(message);
        this.type = type;
        this.resourceArn = resourceArn;
    }

    public static ServiceError validation(String message) {
        return new ServiceError(Type.ValidationException, message);
    }

    public static ServiceError conflict(String message) {
        return new ServiceError(Type.ConflictException, message);
    }

    public static ServiceError notFound(String message, String resourceArn) {
        return new ServiceError(Type.ResourceNotFoundException, message, resourceArn);
    }

    public static ServiceError quota(String message) {
        return new ServiceError(Type.ServiceQuotaExceededException, message);
    }

    public Type type() {
        return type;
    }

    /** The resource a not-found error speaks of, else null. */
    public String resourceArn() {
        return resourceArn;
    }
}
