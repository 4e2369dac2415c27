package dev.relata.spring.docs;

import static org.springframework.http.MediaType.APPLICATION_NDJSON_VALUE;

import dev.relata.Relata;
import dev.relata.model.Operator;
import dev.relata.spring.web.PageLinks;
import dev.relata.spring.web.PageParameters;
import dev.relata.spring.web.QueryParameters;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Books over HTTP. */
@RestController
class BookController {

    private final Relata relata;

    BookController(Relata relata) {
        this.relata = relata;
    }

    // sample: export
    @GetMapping(path = "/books/export", produces = APPLICATION_NDJSON_VALUE)
    Flux<Book> export() {
        return relata.from(Book.class).iterate();
    }
    // end

    // sample: query-parameters
    private static final QueryParameters<Book> BOOKS = QueryParameters.of(Book.class)
            .sort("title", Book::title)
            .sort("author", Book.AUTHOR, Author::name)
            .filter("pages", Book::pages, Operator.EQ, Operator.GTE, Operator.LT);

    @GetMapping("/books") // ?sort=author&sort=title,desc&pages.gte=300&size=50
    Mono<ResponseEntity<List<Book>>> books(
            @RequestParam MultiValueMap<String, String> parameters, PageParameters page, ServerHttpRequest request) {
        return page.of(BOOKS.apply(parameters, relata.from(Book.class)))
                .map(found -> PageLinks.respond(found, request));
    }
    // end

    @PostMapping("/books")
    Mono<Book> create(@RequestBody Book book) {
        return relata.insert(book);
    }
}
