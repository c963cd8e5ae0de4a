/** A certificate authority of the sandbox's own, and the server certificates it issues. */
package io.unrealcloud.ddc.sandbox.cqlfront.tls;
