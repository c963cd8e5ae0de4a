/**
 * What the service refuses that Cassandra would do: statements, consistency levels, sizes, objects that are not
 * there or not ready, and callers without permission. Pure: decides, does nothing.
 */
package io.unrealcloud.ddc.sandbox.cqlfront.rules;
