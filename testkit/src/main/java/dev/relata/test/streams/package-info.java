/**
 * The rules of <a href="https://www.reactive-streams.org/">Reactive Streams</a>, held by every publisher of a store and by what
 * subscribes to a publisher of rows. The rules are those of the Reactive Streams TCK ({@code org.reactivestreams:reactive-streams-tck}), which
 * a test class that uses this package needs on its class path.
 *
 * <p>Neighbours: {@code conformance}, the suite of what a store answers, has the records and the store under test.
 */
@NullMarked
package dev.relata.test.streams;

import org.jspecify.annotations.NullMarked;
