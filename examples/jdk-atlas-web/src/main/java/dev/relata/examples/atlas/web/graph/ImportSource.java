package dev.relata.examples.atlas.web.graph;

import dev.relata.examples.atlas.scan.JdkScan;
import reactor.core.publisher.Mono;

/**
 * What is imported where no graph is there. Immutable.
 *
 * @param scan scans an image, once for each subscription
 */
public record ImportSource(Mono<JdkScan> scan) {}
