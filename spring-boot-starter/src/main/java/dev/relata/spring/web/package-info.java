/**
 * Relata in Spring WebFlux: batch scopes of requests, encoders of whole buffers for exports, pages and selections by query
 * parameters, progress as server-sent events.
 *
 * <p>Neighbours: built on the public packages of core alone, beside {@code dev.relata.spring}.
 */
@NullMarked
package dev.relata.spring.web;

import org.jspecify.annotations.NullMarked;
