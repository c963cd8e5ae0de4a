/** DDC's configuration: layers, class defaults, and the releases that know different settings. */
package io.unrealcloud.ddc.sandbox.ddc.config;
