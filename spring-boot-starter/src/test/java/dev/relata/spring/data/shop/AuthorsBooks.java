package dev.relata.spring.data.shop;

import reactor.core.publisher.Flux;

/** A fragment of a repository. */
interface AuthorsBooks {

    Flux<Book> latestOf(Author author, int most);
}
