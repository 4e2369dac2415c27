package dev.relata.spring.docs;

import dev.relata.Relata;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import reactor.core.publisher.Mono;

/** A service that writes through a repository, through Relata and through a client. */
@Service
class Publisher {

    private final Authors authors;
    private final Relata relata;
    private final DatabaseClient client;

    Publisher(Authors authors, Relata relata, DatabaseClient client) {
        this.authors = authors;
        this.relata = relata;
        this.client = client;
    }

    // sample: transaction
    @Transactional
    public Mono<Book> publish(Draft draft) {
        return authors.save(draft.author()) // a repository of Spring Data
                .flatMap(author -> relata.on(author, Author.BOOKS).create(draft.book()))
                .delayUntil(book ->
                        client.sql("REFRESH MATERIALIZED VIEW bestsellers").then());
    }
    // end
}
