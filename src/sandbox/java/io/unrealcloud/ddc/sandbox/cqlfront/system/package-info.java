/**
 * The tables drivers and tools read to learn about the cluster and the schema, answered from what the front and
 * the catalogue know (Amazon Keyspaces developer guide: system keyspaces), never from the database behind.
 */
package io.unrealcloud.ddc.sandbox.cqlfront.system;
