/**
 * Who is calling: the SigV4 handshake and passwords of service-specific credentials, verified from the service's
 * side. It shares no code with the handshake of the product, so that each tests the other.
 */
package io.unrealcloud.ddc.sandbox.cqlfront.login;
