/** What DDC keeps of refs, blobs, contents and replication, each with DDC's default: in memory. */
package io.unrealcloud.ddc.sandbox.ddc.store;
