/**
 * Stands in for the CQL endpoint of Amazon Keyspaces: TLS, its logins, its system tables and its refusals, in
 * front of one real Apache Cassandra that does the rest. One front is one Region. The packages below hold the
 * parts; this one puts them together.
 */
package io.unrealcloud.ddc.sandbox.cqlfront;
