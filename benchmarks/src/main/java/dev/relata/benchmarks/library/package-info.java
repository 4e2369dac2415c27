/**
 * The workloads over related rows: {@code lookups}, {@code graph} and {@code lone}, each through Relata, through the driver
 * alone, and through its peers. What runs in a JVM of its own takes tables, consumers and the driver's variants from here.
 */
@NullMarked
package dev.relata.benchmarks.library;

import org.jspecify.annotations.NullMarked;
