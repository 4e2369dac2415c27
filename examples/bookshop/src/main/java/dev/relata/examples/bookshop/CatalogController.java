package dev.relata.examples.bookshop;

import static dev.relata.model.Sort.asc;

import dev.relata.Relata;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;
import reactor.core.publisher.Flux;

/** The catalog in GraphQL: one statement for each level of a query. */
@Controller
class CatalogController {

    private final Relata relata;

    CatalogController(Relata relata) {
        this.relata = relata;
    }

    @QueryMapping
    Flux<Author> authors(@Argument int first) {
        return relata.from(Author.class).orderBy(asc(Author::id)).limit(first).all();
    }

    @SchemaMapping
    Flux<Book> books(Author author) {
        return relata.on(author, Author.BOOKS).all();
    }

    @SchemaMapping
    Flux<Tag> tags(Book book) {
        return relata.on(book, Book.TAGS).all();
    }
}
