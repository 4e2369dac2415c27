/**
 * The store in memory that users test with.
 *
 * <p>Neighbours: {@code conformance} is the suite that every store passes, this one among them.
 */
@NullMarked
package dev.relata.test;

import org.jspecify.annotations.NullMarked;
