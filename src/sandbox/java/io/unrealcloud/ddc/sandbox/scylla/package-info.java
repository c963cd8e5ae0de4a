/**
 * What stands for machines of ScyllaDB's image: one Apache Cassandra process on the machine's address, and before it a
 * front that speaks ScyllaDB's dialect as the image's version does. Nodes of one cluster form one real ring.
 */
package io.unrealcloud.ddc.sandbox.scylla;
