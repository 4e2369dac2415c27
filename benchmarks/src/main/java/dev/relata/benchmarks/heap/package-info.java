/** How small a heap a long stream needs: {@link dev.relata.benchmarks.heap.SmallHeap} reads one in a JVM with little of it. */
@NullMarked
package dev.relata.benchmarks.heap;

import org.jspecify.annotations.NullMarked;
