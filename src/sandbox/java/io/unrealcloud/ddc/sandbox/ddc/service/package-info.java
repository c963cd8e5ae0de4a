/** What DDC does with refs and blobs, whatever keeps them, and its background work. */
package io.unrealcloud.ddc.sandbox.ddc.service;
