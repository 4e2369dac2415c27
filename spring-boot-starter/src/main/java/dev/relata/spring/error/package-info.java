/**
 * Errors of Relata in Spring's words: {@code DataAccessException}s for services, and opt-in answers for web clients, as problem
 * details (RFC 9457) and as errors of GraphQL, which hold neither values nor statements.
 *
 * <p>Neighbours: built on {@code dev.relata.error}; configured here by itself.
 */
@NullMarked
package dev.relata.spring.error;

import org.jspecify.annotations.NullMarked;
