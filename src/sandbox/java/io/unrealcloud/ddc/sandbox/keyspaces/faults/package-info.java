/** Faults to inject into the control plane, and the log of what was called. */
package io.unrealcloud.ddc.sandbox.keyspaces.faults;
