/**
 * How changes to infrastructure are planned and run: named steps in a graph, the engine that runs what is
 * ready, and the intents recorded before calls that are not idempotent by name.
 */
package io.unrealcloud.ddc.provision;
