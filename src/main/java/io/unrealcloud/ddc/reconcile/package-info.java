/**
 * The reconciler: one pass from resource to status, its cleanup, event sources and events.
 */
package io.unrealcloud.ddc.reconcile;
