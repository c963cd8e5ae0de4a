/**
 * Small ports to the AWS services the operator uses, records in and out, their SDK adapters, and the one
 * place where AWS errors are classified. No SDK type leaves this room.
 */
package io.unrealcloud.ddc.aws;
