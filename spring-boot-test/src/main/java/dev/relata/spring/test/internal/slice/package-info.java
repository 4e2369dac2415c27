/** Puts a test together: the store by choice, the transaction that is rolled back, the count of statements. */
@NullMarked
package dev.relata.spring.test.internal.slice;

import org.jspecify.annotations.NullMarked;
