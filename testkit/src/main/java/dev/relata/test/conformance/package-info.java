/**
 * The conformance suite: what Relata promises, as tests that every store passes.
 *
 * <p>A store's own test class implements {@link dev.relata.test.conformance.RelataConformance} and supplies a store; the
 * tests come with it. Each is tagged with the id of the promise in {@code docs/semantics.md} that it holds to.
 *
 * <p>One flat list: a contract for each chapter of the promises, all of them inherited by the suite.
 */
@NullMarked
package dev.relata.test.conformance;

import org.jspecify.annotations.NullMarked;
