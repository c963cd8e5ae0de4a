/**
 * The IAM role of DDC's pods: its name, trust, policy and boundary, the steps that bring it about and take it down.
 * A role that another owner tagged is never touched.
 */
package io.unrealcloud.ddc.identity;
