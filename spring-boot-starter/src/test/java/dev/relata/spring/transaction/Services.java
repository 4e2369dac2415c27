package dev.relata.spring.transaction;

import dev.relata.Relata;
import dev.relata.spring.library.Author;
import dev.relata.spring.library.Book;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Methods as services have them. */
class Services {

    private final DatabaseClient client;
    private final Relata relata;

    Services(DatabaseClient client, Relata relata) {
        this.client = client;
        this.relata = relata;
    }

    /** Spring writes the author, Relata her book; then what is given happens. */
    @Transactional
    public <R> Mono<R> springFirst(String name, Mono<R> then) {
        return Shop.author(client, name)
                .flatMap(author -> relata.insert(new Book(null, author.id(), "by " + name)))
                .then(then);
    }

    /** Relata writes the author, Spring her book. */
    @Transactional
    public <R> Mono<R> relataFirst(String name, Mono<R> then) {
        return relata.insert(new Author(null, name))
                .flatMap(author -> client.sql("INSERT INTO books (author_id, title) VALUES (:author, 'by Spring')")
                        .bind("author", author.id())
                        .fetch()
                        .rowsUpdated())
                .then(then);
    }

    @Transactional
    public <R> Mono<R> required(Mono<R> work) {
        return work;
    }

    @Transactional
    public <R> Flux<R> required(Flux<R> work) {
        return work;
    }

    @Transactional(readOnly = true)
    public <R> Mono<R> readOnly(Mono<R> work) {
        return work;
    }

    @Transactional(noRollbackFor = IllegalArgumentException.class)
    public <R> Mono<R> keptInSpite(Mono<R> work) {
        return work;
    }

    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public <R> Mono<R> requiresNew(Mono<R> work) {
        return work;
    }

    @Transactional(propagation = Propagation.NESTED)
    public <R> Mono<R> nested(Mono<R> work) {
        return work;
    }

    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public <R> Mono<R> notSupported(Mono<R> work) {
        return work;
    }

    @Transactional(propagation = Propagation.REQUIRES_NEW, isolation = Isolation.SERIALIZABLE)
    public <R> Mono<R> requiresNewSerializable(Mono<R> work) {
        return work;
    }
}
