/**
 * What stands for EC2 instances: each is a machine of its own on this one, with its own files, processes and address,
 * that really runs what it is given. EC2's rules are elsewhere; here machines start, run scripts and end.
 */
package io.unrealcloud.ddc.sandbox.machines;
