/**
 * AWS Identity and Access Management for the sandbox: moto keeps roles and policies, a front before it refuses what
 * AWS would refuse, and an evaluator decides by them what callers of the other emulators may do.
 */
package io.unrealcloud.ddc.sandbox.iam;
