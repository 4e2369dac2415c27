/** The workloads by JDBC by PostgreSQL's own driver. */
@NullMarked
package dev.relata.benchmarks.jdbc;

import org.jspecify.annotations.NullMarked;
