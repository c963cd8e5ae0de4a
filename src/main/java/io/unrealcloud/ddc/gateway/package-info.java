/**
 * The CQL gateway, entry point of the sidecar that lets an unmodified DDC use Amazon Keyspaces with IAM.
 */
package io.unrealcloud.ddc.gateway;
