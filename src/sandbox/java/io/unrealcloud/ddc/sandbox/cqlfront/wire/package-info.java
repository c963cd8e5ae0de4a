/** Frames of the CQL native protocol version 4: taking them off a stream, reading, changing and writing them. */
package io.unrealcloud.ddc.sandbox.cqlfront.wire;
