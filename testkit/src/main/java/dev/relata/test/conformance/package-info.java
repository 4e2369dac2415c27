/**
 * The conformance suite: what Relata promises, as tests that every store passes.
 *
 * <p>A store's own test class implements {@link dev.relata.test.conformance.RelataConformance} and supplies a store; the
 * tests come with it. Each is tagged with the id of the promise in {@code docs/semantics.md} that it holds to.
 */
@NullMarked
package dev.relata.test.conformance;

import org.jspecify.annotations.NullMarked;
