/**
 * A strict emulator of Amazon Keyspaces. This package holds what its two planes share (the catalogue, the port to
 * the data store) and the control plane, which speaks AWS JSON 1.0 over HTTP.
 */
package io.unrealcloud.ddc.sandbox.keyspaces;
