package io.unrealcloud.ddc.sandbox.sts;

/** An answer of STS that is an error; the code is one of the API reference's. */
public final class StsRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final int status;

    public StsRefusal(String code, int status, String message) {
        super(message);
        this.code = code;
        this.status = status;
    }

    public String code() {
        return code;
    }

    /** The HTTP status it comes with. */
    public int status() {
        return status;
    }
}
