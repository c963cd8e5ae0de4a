/**
 * What a resource means once resolved: the immutable {@code DdcModel}, its sealed database backend, names,
 * owners, condition reasons and the resolver from spec and operator configuration. Pure: no I/O, no clock.
 */
package io.unrealcloud.ddc.model;
