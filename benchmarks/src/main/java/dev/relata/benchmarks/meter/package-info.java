/** What a run costs: time of the clock, processor time of client and server, allocation, statements. Used by the rounds. */
@NullMarked
package dev.relata.benchmarks.meter;

import org.jspecify.annotations.NullMarked;
