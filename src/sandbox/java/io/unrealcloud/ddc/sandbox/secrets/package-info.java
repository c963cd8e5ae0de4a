/** AWS Secrets Manager for the sandbox: what it refuses and moto lets pass. */
package io.unrealcloud.ddc.sandbox.secrets;
