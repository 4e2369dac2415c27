package dev.relata.spring.docs;

import dev.relata.Relata;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;
import reactor.core.publisher.Flux;

/** A catalog in GraphQL by controllers. */
@Controller
class CatalogController {

    private final Relata relata;

    CatalogController(Relata relata) {
        this.relata = relata;
    }

    // sample: graphql-controllers
    @QueryMapping
    Flux<Author> authors() {
        return relata.from(Author.class).all();
    }

    @SchemaMapping
    Flux<Book> books(Author author) {
        return relata.on(author, Author.BOOKS).all(); // one statement for all authors
    }

    @SchemaMapping
    Flux<Tag> tags(Book book) {
        return relata.on(book, Book.TAGS).all(); // one statement for all books of all authors
    }
    // end
}
