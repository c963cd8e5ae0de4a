/**
 * Schema changes that arrive as CQL: read into what the catalogue understands, so that both planes obey the same
 * rules (Amazon Keyspaces developer guide: DDL statements).
 */
package io.unrealcloud.ddc.sandbox.cqlfront.ddl;
