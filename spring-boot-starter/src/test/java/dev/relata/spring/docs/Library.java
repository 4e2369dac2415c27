package dev.relata.spring.docs;

import dev.relata.Relata;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;

// sample: service
@Service
class Library {

    private final Relata relata;

    Library(Relata relata) {
        this.relata = relata;
    }

    Flux<Book> booksOf(Author author) {
        return relata.on(author, Author.BOOKS).all();
    }
}
// end
