/** What is measured and not asserted: {@code make bench} prints tables and writes JSON under {@code target/bench/}. */
package io.unrealcloud.ddc.bench;
