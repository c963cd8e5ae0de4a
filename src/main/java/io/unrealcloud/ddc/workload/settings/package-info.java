/** DDC's settings by backend and release, read from numbered tables that a resource pins. Pure. */
package io.unrealcloud.ddc.workload.settings;
