/**
 * Running the operator: configuration, start-up checks, health and metrics.
 */
package io.unrealcloud.ddc.ops;
