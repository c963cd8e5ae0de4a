/**
 * ScyllaDB as a database of a resource: its nodes on EC2 ({@code nodes}), what is in it ({@code database}), and here
 * what the two say to each other and the one report of both.
 */
package io.unrealcloud.ddc.provision.scylla;
