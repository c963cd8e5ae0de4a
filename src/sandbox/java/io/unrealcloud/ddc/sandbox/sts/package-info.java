/**
 * Stands in for AWS STS: gives session keys for a pod's projected token over the service's query protocol, and
 * makes them known to the other emulators.
 */
package io.unrealcloud.ddc.sandbox.sts;
