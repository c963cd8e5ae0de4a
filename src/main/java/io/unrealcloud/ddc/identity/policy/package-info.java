/** IAM policy documents: a typed builder, their JSON, and the comparison of what they mean. Pure. */
package io.unrealcloud.ddc.identity.policy;
