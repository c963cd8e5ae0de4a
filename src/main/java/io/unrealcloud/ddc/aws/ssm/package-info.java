/** AWS Systems Manager as the operator sees it: Run Command and its documents. */
package io.unrealcloud.ddc.aws.ssm;
