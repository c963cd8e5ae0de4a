/** The control plane's face: HTTP, signatures, AWS JSON 1.0, and the admin endpoint. */
package io.unrealcloud.ddc.sandbox.keyspaces.api;
