package dev.relata.spring.web;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Runs the answer of a handler method, or of all handler methods of a controller, in one batch scope: lookups in it travel
 * together, and what was read once is remembered until the response has been written.
 *
 * <p>The scope is around all that the method's answer does on subscribe, the body of a {@code ResponseEntity} included, and not
 * around filters, arguments and the method itself; a method that takes the exchange and answers a {@code Mono<Void>} writes the
 * response itself and says {@code as(relata::batched)} itself. Streams of events and of lines ({@code text/event-stream},
 * {@code application/x-ndjson}) are never in the scope, which ends when they begin. {@code relata.web.batch-requests=true} does
 * the same for all requests, filters included.
 *
 * <pre>{@code
 * @BatchedRequest
 * @GetMapping("/books")
 * Flux<BookView> books() {
 *     return relata.from(Book.class).all()
 *             .flatMapSequential(book -> relata.on(book, Book.AUTHOR).get().map(author -> BookView.of(book, author)));
 * }
 * }</pre>
 */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
public @interface BatchedRequest {}
