/** The workloads over related rows by Hibernate Reactive, in a JVM of its own that runs the driver's variant beside it. */
@NullMarked
package dev.relata.benchmarks.hibernate;

import org.jspecify.annotations.NullMarked;
