/**
 * Who may call the sandbox's AWS services: access keys, service-specific users and what they are allowed.
 * Shared by every emulator, so that a key made by one of them (STS, IAM) opens the others.
 */
package io.unrealcloud.ddc.sandbox.identity;
