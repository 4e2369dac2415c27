/**
 * Batch scopes: the lookups of one reactive context are collected, sent in batches and remembered.
 *
 * <p>The rule by which batches go: <em>a queue that has pending keys and no batch in flight sends them as soon as no burst is
 * open in its scope, or at once when they fill a batch.</em> So keys that are looked up within a burst go when the burst ends, keys
 * that are looked up while a batch of the same identity is in flight go when that is answered, and a full batch waits for no
 * burst. {@code Dispatcher} holds the rule; its fields {@code openBursts} and {@code ready}, and the queue's {@code pending} and
 * {@code inFlight}, are its whole state, changed and read under one guard. Each event that may fulfil the rule (a lookup, the end of
 * a burst, an answer, a cancel) evaluates it, so no batch needs a clock. The first lookup from outside all
 * bursts goes at once; a later one opens a burst, which ends when a worker of the scheduler has come back to it a few times without
 * seeing a further one. The one clock is in
 * {@code DispatchPolicy}, for a burst that does not end because a thread blocks in it.
 *
 * <p>A {@code BatchScope} lives in the context. It holds a {@code LookupQueue} for each {@code BatchKey}; a {@code LookupBatch} is one
 * request of a queue, and {@code BatchDelivery} delivers its answers, which are a burst of their own.
 *
 * <p>Neighbours: built on {@code internal.lookup}, of which it implements {@code Lookups}, {@code internal.scope}, of which it
 * implements {@code Scope}, {@code internal.session}, {@code internal.observe} and {@code internal.operator}; stores bracket
 * their rows with {@code spi.Burst}.
 *
 * <p>One flat list: the parts of a scope share one guard, which a package boundary would have to make public.
 */
@NullMarked
package dev.relata.internal.batch;

import org.jspecify.annotations.NullMarked;
