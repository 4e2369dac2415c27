package dev.relata.examples.bookshop;

import dev.relata.Relata;
import dev.relata.model.Operator;
import dev.relata.spring.web.BatchedRequest;
import dev.relata.spring.web.PageLinks;
import dev.relata.spring.web.PageParameters;
import dev.relata.spring.web.QueryParameters;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Books: pages, a search by Spring Data with lookups in one batch scope, an export of all, and purchases. */
@RestController
@RequestMapping("/books")
class BookController {

    private static final QueryParameters<Book> PARAMETERS = QueryParameters.of(Book.class)
            .sort("title", Book::title)
            .sort("published", Book::published)
            .sort("author", Book.AUTHOR, Author::name)
            .filter("published", Book::published, Operator.EQ, Operator.GTE, Operator.LT);

    private final Relata relata;
    private final BookRepository books;
    private final PurchaseService purchases;

    BookController(Relata relata, BookRepository books, PurchaseService purchases) {
        this.relata = relata;
        this.books = books;
        this.purchases = purchases;
    }

    /** {@code ?published.gte=1992&sort=author&size=10}. */
    @GetMapping
    Mono<ResponseEntity<List<Book>>> page(
            @RequestParam MultiValueMap<String, String> parameters, PageParameters page, ServerHttpRequest request) {
        return page.of(PARAMETERS.apply(parameters, relata.from(Book.class)))
                .map(found -> PageLinks.respond(found, request));
    }

    /** A query of the repository, then one statement for the authors of all its books. */
    @BatchedRequest
    @GetMapping("/search")
    Flux<BookWithAuthor> search(@RequestParam String title) {
        return books.findByTitleContainingIgnoreCase(title)
                .collectList()
                .flatMapIterable(found -> found)
                .flatMapSequential(book -> relata.on(book, Book.AUTHOR)
                        .get()
                        .map(author -> new BookWithAuthor(book.title(), author.name())));
    }

    /** Every book, as fast as the client reads and no faster: at most two fetches of rows are in memory. */
    @GetMapping(path = "/export", produces = MediaType.APPLICATION_NDJSON_VALUE)
    Flux<Book> export() {
        return relata.from(Book.class).iterate();
    }

    @PostMapping("/{id}/purchases")
    @ResponseStatus(HttpStatus.CREATED)
    Mono<Purchase> buy(@PathVariable long id, @RequestBody Order order) {
        return purchases.buy(id, order.reader(), order.copies());
    }

    record BookWithAuthor(String title, String author) {}

    record Order(String reader, int copies) {

        Order {
            if (copies < 1) {
                throw new IllegalArgumentException("copies must be 1 or more, was " + copies);
            }
        }
    }
}
