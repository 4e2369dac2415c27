/**
 * A bookshop as Spring WebFlux services are written: repositories of Spring Data, a service with {@code @Transactional}, REST,
 * GraphQL and an export, with the relationships of Relata between the same records.
 */
@NullMarked
package dev.relata.examples.bookshop;

import org.jspecify.annotations.NullMarked;
