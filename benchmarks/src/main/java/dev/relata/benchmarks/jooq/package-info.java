/** The workloads by jOOQ over R2DBC. */
@NullMarked
package dev.relata.benchmarks.jooq;

import org.jspecify.annotations.NullMarked;
