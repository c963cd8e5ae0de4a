/**
 * AWS Systems Manager for the sandbox: documents, and Run Command as its agents carry it out on the machines of the
 * sandbox's EC2.
 */
package io.unrealcloud.ddc.sandbox.ssm;
