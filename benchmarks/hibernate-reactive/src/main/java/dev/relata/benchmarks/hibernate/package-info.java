/** The workloads over related rows by Hibernate Reactive, from a class path of its own. */
@NullMarked
package dev.relata.benchmarks.hibernate;

import org.jspecify.annotations.NullMarked;
