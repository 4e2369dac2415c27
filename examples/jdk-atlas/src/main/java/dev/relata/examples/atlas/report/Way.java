package dev.relata.examples.atlas.report;

import reactor.core.publisher.Flux;

/**
 * A way to ask a question. Immutable.
 *
 * @param name what the way is called
 * @param rows the answer, asked for on subscription
 */
public record Way(String name, Flux<?> rows) {}
