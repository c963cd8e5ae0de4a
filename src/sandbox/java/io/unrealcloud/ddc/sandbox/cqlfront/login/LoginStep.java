package io.unrealcloud.ddc.sandbox.cqlfront.login;

/** What the server answers to one SASL token of the client. */
public sealed interface LoginStep {
    /** Goes on: the client must answer this token. */
    record Challenge(byte[] token) implements LoginStep {}

    record Accepted(Caller caller) implements LoginStep {}

    /** Ends the connection. */
    record Refused(String reason) implements LoginStep {}
}
