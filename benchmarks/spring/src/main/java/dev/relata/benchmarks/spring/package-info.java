/** Relata in Spring WebFlux beside Spring Data R2DBC: exports over HTTP, and related rows for many clients at once. */
@NullMarked
package dev.relata.benchmarks.spring;

import org.jspecify.annotations.NullMarked;
