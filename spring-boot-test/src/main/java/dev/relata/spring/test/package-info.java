/**
 * Tests of Spring Boot applications that use Relata: a slice that rolls back each test, the store by choice, and assertions
 * on the statements that were sent.
 */
@NullMarked
package dev.relata.spring.test;

import org.jspecify.annotations.NullMarked;
