/**
 * ScyllaDB's dialect of CQL before one Cassandra node: it answers what ScyllaDB would answer otherwise, refuses what
 * ScyllaDB does not have, and hands on the rest as it came.
 */
package io.unrealcloud.ddc.sandbox.scylla.front;
