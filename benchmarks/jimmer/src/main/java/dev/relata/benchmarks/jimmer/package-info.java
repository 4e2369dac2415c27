/** The workloads by Jimmer over JDBC, from a class path of its own. */
@NullMarked
package dev.relata.benchmarks.jimmer;

import org.jspecify.annotations.NullMarked;
