/**
 * One real Apache Cassandra 5 process: found, configured, started, watched and ended. It is the storage
 * engine behind the sandbox's CQL fronts and behind its stand-in for ScyllaDB nodes.
 */
package io.unrealcloud.ddc.sandbox.cassandra;
