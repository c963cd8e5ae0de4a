package io.unrealcloud.ddc.sandbox.machines;

/**
 * How a script ended.
 *
 * @param exitCode 137 if it was killed
 * @param output standard output, the first million bytes
 * @param errors standard error, likewise
 * @param timedOut whether it was killed for its time limit
 */
public record CommandResult(int exitCode, String output, String errors, boolean timedOut) {}
