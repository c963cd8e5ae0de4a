/** Compact binary objects and compressed buffers as DDC reads them. */
package io.unrealcloud.ddc.sandbox.ddc.objects;
