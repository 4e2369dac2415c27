/** A small application whose tests use the slice. */
@NullMarked
package dev.relata.spring.test.library;

import org.jspecify.annotations.NullMarked;
