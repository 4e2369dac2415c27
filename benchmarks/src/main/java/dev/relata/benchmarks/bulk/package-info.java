/**
 * Bulk writes through Relata, beside the driver alone and beside Spring Data R2DBC. A program of its own, since its heap is
 * small.
 */
@NullMarked
package dev.relata.benchmarks.bulk;

import org.jspecify.annotations.NullMarked;
