/**
 * The class graph of the JDK, written, streamed and questioned through Relata.
 */
@NullMarked
package dev.relata.atlas;

import org.jspecify.annotations.NullMarked;
