/** Amazon EC2 as the operator sees it: one port, records in and out, no SDK type. */
package io.unrealcloud.ddc.aws.ec2;
