/** Faults of the network and of the server under every public operation: what the user sees, and what is left behind. */
@NullMarked
package dev.relata.r2dbc.faults;

import org.jspecify.annotations.NullMarked;
