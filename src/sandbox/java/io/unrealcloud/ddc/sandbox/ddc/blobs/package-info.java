/** Where DDC keeps blobs: S3, a folder, memory, or several of them one behind the other. */
package io.unrealcloud.ddc.sandbox.ddc.blobs;
