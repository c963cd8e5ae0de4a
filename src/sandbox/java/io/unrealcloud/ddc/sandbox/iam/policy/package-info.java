/** IAM policy documents read strictly, and the decision they come to. Pure; what is not known is refused aloud. */
package io.unrealcloud.ddc.sandbox.iam.policy;
