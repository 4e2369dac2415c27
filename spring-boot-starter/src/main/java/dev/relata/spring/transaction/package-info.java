/**
 * One transaction with Spring: stores take part in the transactions of {@code ReactiveTransactionManager}s, and {@code transactional}
 * begins one of theirs.
 *
 * <p>Neighbours: built on the public packages of the adapters alone; {@code dev.relata.spring} configures the stores.
 */
@NullMarked
package dev.relata.spring.transaction;

import org.jspecify.annotations.NullMarked;
