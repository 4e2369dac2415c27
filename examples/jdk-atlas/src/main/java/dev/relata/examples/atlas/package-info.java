/**
 * A service over the class graph of the JDK that runs it: writes the graph through Relata, streams it to a file and answers
 * questions about it. {@code scan} reads the class files, {@code model} holds the records.
 */
@NullMarked
package dev.relata.examples.atlas;

import org.jspecify.annotations.NullMarked;
