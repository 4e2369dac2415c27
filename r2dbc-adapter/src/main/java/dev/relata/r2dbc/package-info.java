/**
 * The store over R2DBC, and its options.
 */
@NullMarked
package dev.relata.r2dbc;

import org.jspecify.annotations.NullMarked;
