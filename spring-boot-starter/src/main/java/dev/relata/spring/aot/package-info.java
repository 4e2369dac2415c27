/**
 * Ahead-of-time processing: the records of the model and the method references to their properties, as they must be known
 * where classes can neither be searched nor read at run time. Neighbours: {@code dev.relata.spring}, whose beans are processed.
 */
@NullMarked
package dev.relata.spring.aot;

import org.jspecify.annotations.NullMarked;
