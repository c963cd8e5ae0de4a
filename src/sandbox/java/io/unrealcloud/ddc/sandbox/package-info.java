/** What stands in for a cloud on one machine. Compiled with the tests, never shipped. */
package io.unrealcloud.ddc.sandbox;
