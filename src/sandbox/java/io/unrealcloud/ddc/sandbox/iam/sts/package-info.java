/** AWS Security Token Service, as far as pods need it: a projected token for credentials of a role. */
package io.unrealcloud.ddc.sandbox.iam.sts;
