/**
 * What the CQL gateways beside DDC's pods have counted, read from their Prometheus text: statements Amazon Keyspaces
 * cannot serve, and signs that DDC is in another mode than it was configured for.
 */
package io.unrealcloud.ddc.verification.counters;
