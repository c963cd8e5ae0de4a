/**
 * Amazon EC2 for the sandbox: moto keeps the objects; in front of it stand the rules that moto does not know, the
 * images, and the states of instances, which follow what their machines really do.
 */
package io.unrealcloud.ddc.sandbox.ec2;
