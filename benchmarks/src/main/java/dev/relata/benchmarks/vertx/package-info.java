/** The workloads by vertx-pg-client: the client of Vert.x, without R2DBC. */
@NullMarked
package dev.relata.benchmarks.vertx;

import org.jspecify.annotations.NullMarked;
