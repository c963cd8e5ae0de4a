/** moto, which stands for those AWS services of the sandbox that it covers: STS, EKS, IAM and others, not Keyspaces. */
package io.unrealcloud.ddc.sandbox.moto;
