/**
 * The Amazon Keyspaces provisioner: observes keyspaces, types and tables, plans the steps that bring them
 * to the model, and takes them down again when deletion was consented to.
 */
package io.unrealcloud.ddc.provision.keyspaces;
