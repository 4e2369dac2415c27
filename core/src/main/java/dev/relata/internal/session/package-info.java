/**
 * Chooses the session of a request, by the reactive context and by the access that the work names: the open transaction, the shared snapshot of
 * the batch scope, or outside both where the store writes, or where it reads. Runs pipelines in transactions.
 *
 * <p>Neighbours: built on {@code query} and {@code spi}; every package that sends requests is built on it.
 */
@NullMarked
package dev.relata.internal.session;

import org.jspecify.annotations.NullMarked;
