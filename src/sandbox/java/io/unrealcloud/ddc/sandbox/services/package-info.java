/** What {@link io.unrealcloud.ddc.sandbox.SandboxServices} is told, and what it remembers from run to run. */
package io.unrealcloud.ddc.sandbox.services;
