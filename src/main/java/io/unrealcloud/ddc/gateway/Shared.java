package io.unrealcloud.ddc.gateway;

import io.unrealcloud.ddc.gateway.PartitionKeys.Cache;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** What all connections of one gateway share. */
final class Shared {
    final GatewayConfig config;
    final Ring ring;
    final StatementPolicy policy;
    final PreparedStatements prepared = new PreparedStatements();
    final Cache partitionKeys;
    final Metrics metrics;
    final ModeCheck mode;
    final Health health;
    final UpstreamConnector connector;
    final FrameMemory memory;
    /** Nanoseconds that only go forward. */
    final LongSupplier ticker;

    final Set<Link> links = ConcurrentHashMap.newKeySet();
    final AtomicBoolean draining = new AtomicBoolean();

    final LongAdder queries;
    final LongAdder executes;
    final LongAdder batches;
    final LongAdder prepares;
    final LongAdder lifted;
    final Histogram requestSide;
    final Histogram responseSide;
    final Histogram upstream;

    Shared(GatewayConfig config, Metrics metrics, Health health, UpstreamConnector connector, LongSupplier ticker) {
        this.config = config;
        this.ring = Ring.of(config.region(), config.listen());
        this.policy = new StatementPolicy(config.answerCreateIndex());
        this.partitionKeys = new Cache(ticker);
        this.metrics = metrics;
        this.mode = new ModeCheck(config.mode(), metrics);
        this.health = health;
        this.connector = connector;
        this.memory = new FrameMemory(config.frameMemory());
        this.ticker = ticker;
        this.queries = metrics.counter("ddc_gateway_requests_total", "opcode", "query");
        this.executes = metrics.counter("ddc_gateway_requests_total", "opcode", "execute");
        this.batches = metrics.counter("ddc_gateway_requests_total", "opcode", "batch");
        this.prepares = metrics.counter("ddc_gateway_requests_total", "opcode", "prepare");
        this.lifted = rewrites("consistency");
        this.requestSide = metrics.histogram("ddc_gateway_added_seconds", "side", "request");
        this.responseSide = metrics.histogram("ddc_gateway_added_seconds", "side", "response");
        this.upstream = metrics.histogram("ddc_gateway_upstream_seconds");
        metrics.gauge("ddc_gateway_connections", links::size);
        metrics.gauge("ddc_gateway_prepared_statements", prepared::size);
    }

    LongAdder rewrites(String what) {
        return metrics.counter("ddc_gateway_rewrites_total", "what", what);
    }
}
