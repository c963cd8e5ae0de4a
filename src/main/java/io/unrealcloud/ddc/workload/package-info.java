/**
 * DDC in Kubernetes: from an immutable {@code WorkloadModel} to the objects it needs, and from what runs to a verdict.
 *
 * <p>Objects are made by one applier and not by dependents of the operator framework. A dependent with a false
 * precondition is deleted, and the framework's matcher has to guess what the API server fills in; here an object is
 * applied when what is wanted or what is there has changed since it was last applied, the API server alone decides
 * whether that is a change, and nothing is removed but what the spec no longer asks for.
 *
 * <p>{@code settings} has DDC's settings, as data; {@code objects} the Kubernetes objects. Both are pure.
 */
package io.unrealcloud.ddc.workload;
