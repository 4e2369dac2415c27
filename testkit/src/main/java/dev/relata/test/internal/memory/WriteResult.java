package dev.relata.test.internal.memory;

/**
 * What a write did.
 *
 * @param state all tables after it
 * @param answer what it answers
 * @param rows how many rows it wrote
 */
record WriteResult<R>(State state, R answer, long rows) {}
