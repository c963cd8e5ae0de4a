/**
 * The tables and types DDC creates, as versioned YAML data, with rendering to CQL text and comparison with
 * a live schema. Pure, and free of AWS and Kubernetes types.
 */
package io.unrealcloud.ddc.schema;
