/** Libraries that do what Relata does: how each is asked for its variants, and where it is loaded from. */
@NullMarked
package dev.relata.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
