/**
 * A strict emulator of Amazon Keyspaces. This package holds what its two planes share (the catalogue, the port to
 * the data store) and the control plane, which speaks AWS JSON 1.0 over HTTP.
 *
 * <p>Where AWS documents nothing, the emulator had to choose; only a live account can tell whether it chose right:
 *
 * <ul>
 *   <li>an unknown member of a request is refused (SerializationException), though the service may ignore it;
 *   <li>beyond the limit of concurrent changes the answer is ServiceQuotaExceededException;
 *   <li>UpdateTable on a table being created or deleted is not found, on one being updated a conflict; DeleteType on a
 *       type that is not ACTIVE is a conflict; DeleteKeyspace on a keyspace that is not ACTIVE is a conflict;
 *   <li>DeleteKeyspace takes tables and types along, or refuses (a knob, as both have been reported);
 *   <li>a single-Region keyspace is not found until it is ready;
 *   <li>a default time to live above zero switches the time to live on;
 *   <li>UntagResource removes a tag only when key and value agree;
 *   <li>nesting counts collections, tuples and types alike, a type of scalars being one level deep, eight at most;
 *   <li>a provisioned table of a multi-Region keyspace may do without auto scaling;
 *   <li>how often the capacity mode may change is not limited, and units may be lowered at will;
 *   <li>numbers of types per Region, table or parent are not limited.
 * </ul>
 */
package io.unrealcloud.ddc.sandbox.keyspaces;
