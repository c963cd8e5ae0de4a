/**
 * What is inside a ScyllaDB cluster: logins, keyspaces, their replication, types, tables and indexes, all over CQL, in
 * a cluster the operator runs as in one it does not own. Observe, plan, run, as everywhere; what has to be remembered
 * is kept in the cluster itself or with the credentials.
 */
package io.unrealcloud.ddc.provision.scylla.database;
