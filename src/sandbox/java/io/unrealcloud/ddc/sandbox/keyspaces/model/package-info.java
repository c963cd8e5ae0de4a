/** The values the emulator works with: definitions as clients give them, and views of what there is. */
package io.unrealcloud.ddc.sandbox.keyspaces.model;
