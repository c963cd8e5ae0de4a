/** The Kubernetes objects of one DDC, each a pure function of the {@code WorkloadModel}. */
package io.unrealcloud.ddc.workload.objects;
