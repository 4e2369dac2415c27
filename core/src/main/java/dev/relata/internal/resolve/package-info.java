/**
 * Resolves what users write (conditions, orders, relationships, ids) against the model into queries and predicates. Nothing
 * here sends a request.
 *
 * <p>Neighbours: built on {@code model}, {@code metamodel}, {@code query} and {@code spi}, on {@code internal.mapping} for page cursors, and on
 * {@code internal.session}; lookups, selections, plans and writes are built on it.
 */
@NullMarked
package dev.relata.internal.resolve;

import org.jspecify.annotations.NullMarked;
