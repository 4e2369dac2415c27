/**
 * Programs over random models: {@link dev.relata.test.internal.program.RandomModel} draws records and their relationships,
 * {@link dev.relata.test.internal.program.ProgramText} writes them, and requests over them, as source text that a user might have written, and
 * {@link dev.relata.test.internal.program.RandomProgram} compiles and loads it. The conformance suite runs such a program over two stores
 * and compares their answers.
 */
@NullMarked
package dev.relata.test.internal.program;

import org.jspecify.annotations.NullMarked;
