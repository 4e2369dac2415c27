/**
 * The front door: one immutable {@code Relata} per application, and its builder.
 */
@NullMarked
package dev.relata;

import org.jspecify.annotations.NullMarked;
