/**
 * What ScyllaDB keeps in its own system tables and Cassandra has no place for: roles and permissions, which keyspaces
 * have tablets, which views are indexes. It lies in a keyspace that every node has a copy of and no client sees.
 */
package io.unrealcloud.ddc.sandbox.scylla.state;
