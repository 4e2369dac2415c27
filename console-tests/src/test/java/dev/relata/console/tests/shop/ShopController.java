package dev.relata.console.tests.shop;

import static dev.relata.model.Sort.asc;

import dev.relata.Relata;
import dev.relata.query.Graph;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;

@RestController
class ShopController {

    private final Relata relata;

    ShopController(Relata relata) {
        this.relata = relata;
    }

    @GetMapping("/books")
    Flux<String> books() {
        return titles();
    }

    /** The same with the call that the console gives to paste. */
    @GetMapping("/books/mended")
    Flux<String> mendedBooks() {
        return titles().as(relata::batched);
    }

    private Flux<String> titles() {
        return relata.from(Book.class)
                .orderBy(asc(Book::id))
                .limit(40)
                .all()
                .flatMapSequential(book ->
                        relata.on(book, Book.AUTHOR).get().map(author -> book.title() + " by " + author.name() + "\n"));
    }

    @GetMapping("/authors")
    Flux<Graph<Author>> authors() {
        return relata.from(Author.class)
                .orderBy(asc(Author::id))
                .limit(10)
                .fetch(Author.BOOKS)
                .graphs();
    }

    @GetMapping(path = "/books/export", produces = MediaType.APPLICATION_NDJSON_VALUE)
    Flux<Book> export() {
        return relata.from(Book.class).iterate();
    }
}
