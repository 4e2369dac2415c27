package dev.relata.benchmarks.bulk;

import reactor.core.publisher.Mono;

/**
 * One way of writing.
 *
 * @param workload what is written
 * @param name what it is called in the results
 * @param run does it once for each subscription; answers how many rows were written, or seen
 * @param rounds how many rounds it is run in at most
 */
record BulkVariant(String workload, String name, Mono<Long> run, int rounds) {}
