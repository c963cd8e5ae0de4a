/**
 * A stand-in for Unreal Cloud DDC: the same settings with the same class defaults, the same tables and statements,
 * the same routes and status codes, as far as they are known. Stricter where they are not: a setting or route it
 * does not know is refused or ignored exactly as DDC does, never guessed.
 */
package io.unrealcloud.ddc.sandbox.ddc;
