package io.unrealcloud.ddc.sandbox.ddc.service;

/** A request DDC answers with an error and problem details. */
public final class Refusal extends RuntimeException {
    private final int status;

    public Refusal(int status, String message) {
        super(message);
        this.status = status;
    }

    public int status() {
        return status;
    }
}
