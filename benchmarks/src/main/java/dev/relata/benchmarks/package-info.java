/**
 * What Relata costs beside the driver it runs on: {@link dev.relata.benchmarks.Benchmarks} measures every workload and
 * writes the figures. Uses Relata as an application does, through its public face.
 */
@NullMarked
package dev.relata.benchmarks;

import org.jspecify.annotations.NullMarked;
