/**
 * The proof that DDC serves: refs written and read through its own HTTP API, and the rows they must have left in
 * the database. Nothing here changes DDC or its database but those refs.
 */
package io.unrealcloud.ddc.verification;
