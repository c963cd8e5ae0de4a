/** AWS Secrets Manager as the operator sees it. */
package io.unrealcloud.ddc.aws.secrets;
