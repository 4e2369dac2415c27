package dev.relata.spring.test.library;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import reactor.core.publisher.Mono;

@Component
public class Library {

    private final AuthorRepository authors;

    Library(AuthorRepository authors) {
        this.authors = authors;
    }

    @Transactional
    public Mono<Author> add(String name) {
        return authors.save(new Author(null, name));
    }

    @Transactional
    public Mono<Author> addAndFail(String name) {
        return authors.save(new Author(null, name)).then(Mono.error(() -> new IllegalStateException("no")));
    }

    @Transactional(readOnly = true)
    public Mono<Author> addWhereNothingIsWritten(String name) {
        return authors.save(new Author(null, name));
    }

    @Transactional(readOnly = true)
    public <T> Mono<T> readOnly(Mono<T> reads) {
        return reads;
    }

    @Transactional
    public Mono<Author> addAround(Mono<?> inside) {
        return authors.save(new Author(null, "outer")).flatMap(author -> inside.thenReturn(author));
    }

    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public Mono<Author> addApart(String name) {
        return authors.save(new Author(null, name));
    }
}
