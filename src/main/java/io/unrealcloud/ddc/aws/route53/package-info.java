/** Amazon Route 53 as the operator sees it: records of a private zone. */
package io.unrealcloud.ddc.aws.route53;
