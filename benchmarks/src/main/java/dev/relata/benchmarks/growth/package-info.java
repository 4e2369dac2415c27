/** How the cost of a read grows with one size: {@link dev.relata.benchmarks.growth.GrowthBenchmarks} measures it. */
@NullMarked
package dev.relata.benchmarks.growth;

import org.jspecify.annotations.NullMarked;
