package io.unrealcloud.ddc.aws.keyspaces;

/**
 * Warm throughput as the service reports it.
 *
 * @param statusText {@code AVAILABLE}, or {@code UPDATING} while it is being raised
 */
public record WarmThroughputState(WarmThroughput throughput, String statusText) {
    public boolean available() {
        return "AVAILABLE".equals(statusText);
    }
}
