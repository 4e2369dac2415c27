package dev.relata.benchmarks;

import reactor.core.publisher.Mono;

/**
 * One way of doing a workload.
 *
 * @param name what it is called in the results
 * @param run does it once for each subscription, and answers with a checksum of what it has seen
 */
public record Variant(String name, Mono<Long> run) {}
