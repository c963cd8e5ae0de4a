/** The catalogue in memory: entries behind one lock, changes that happen later. */
package io.unrealcloud.ddc.sandbox.keyspaces.store;
