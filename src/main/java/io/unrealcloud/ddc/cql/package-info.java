/**
 * CQL as the operator, the gateway and the copier speak it: sessions, the SigV4 handshake, and the lexer
 * that classifies statements and decides consistency.
 */
package io.unrealcloud.ddc.cql;
