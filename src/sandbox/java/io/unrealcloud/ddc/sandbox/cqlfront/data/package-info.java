/** Makes what the catalogue decides real tables in Cassandra. */
package io.unrealcloud.ddc.sandbox.cqlfront.data;
