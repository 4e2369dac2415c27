/**
 * The conformance suite that every store passes, and the store in memory that users test with.
 */
@NullMarked
package dev.relata.test;

import org.jspecify.annotations.NullMarked;
