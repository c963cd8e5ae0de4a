/**
 * Makes container images without a container engine: the operator's, which is also the gateway's, and those of the
 * sandbox's own programs. The base is replaceable: a registry's image in a release, a tar file here.
 */
package io.unrealcloud.ddc.sandbox.image;
