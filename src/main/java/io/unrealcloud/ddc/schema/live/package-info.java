/**
 * A schema as a database reports it, and its difference from the one wanted. Reads no database itself: rows and
 * records come in, differences go out.
 */
package io.unrealcloud.ddc.schema.live;
