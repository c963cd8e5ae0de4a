/**
 * The EC2 nodes of ScyllaDB: security group, role, instances and their DNS record, observed, planned and run; and the
 * commands on nodes, which Systems Manager carries. What a node was lives on as tags of the security group, so that
 * no cluster begins a second time over one that was lost.
 */
package io.unrealcloud.ddc.provision.scylla.nodes;
