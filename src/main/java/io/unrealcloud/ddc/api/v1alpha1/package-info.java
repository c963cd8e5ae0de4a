/**
 * The custom resource {@code ddc.unrealcloud.io/v1alpha1 UnrealCloudDdc} as Java types: spec, status,
 * annotations and validation rules, and no logic. The CRD in {@code crds/} is generated from here.
 */
package io.unrealcloud.ddc.api.v1alpha1;
