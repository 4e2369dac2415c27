package dev.relata.spring.test.library;

import dev.relata.Relata;
import dev.relata.query.Graph;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What the tests of the guide test. */
@Component
public class Catalog {

    private final Relata relata;

    Catalog(Relata relata) {
        this.relata = relata;
    }

    Flux<Graph<Author>> authorsWithBooks() {
        return relata.from(Author.class).fetch(Author.BOOKS).graphs();
    }

    Mono<Author> rename(Author author, String name) {
        return relata.update(new Author(author.id(), name));
    }
}
