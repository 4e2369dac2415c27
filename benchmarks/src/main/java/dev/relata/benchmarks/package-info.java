/**
 * What Relata costs beside the driver it runs on.
 */
@NullMarked
package dev.relata.benchmarks;

import org.jspecify.annotations.NullMarked;
