package dev.relata.examples.bookshop;

import org.springframework.data.repository.reactive.ReactiveCrudRepository;
import reactor.core.publisher.Flux;

/** Books, by Spring Data. */
interface BookRepository extends ReactiveCrudRepository<Book, Long> {

    Flux<Book> findByTitleContainingIgnoreCase(String part);
}
