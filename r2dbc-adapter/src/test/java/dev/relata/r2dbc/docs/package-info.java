/**
 * The samples of the documentation, compiled and run: a region of a test between {@code // sample: name} and {@code
 * // end} is what a page shows under the same name.
 */
@NullMarked
package dev.relata.r2dbc.docs;

import org.jspecify.annotations.NullMarked;
