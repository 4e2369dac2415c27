package dev.relata.spring.docs;

import reactor.core.publisher.Flux;

// sample: fragment
interface AuthorsBooks {

    Flux<Book> latestOf(Author author, int most);
}
// end
