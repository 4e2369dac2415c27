package dev.relata.examples.bookshop;

import static dev.relata.model.Sort.asc;

import dev.relata.Relata;
import dev.relata.query.Graph;
import dev.relata.query.Selection;
import dev.relata.spring.web.PageLinks;
import dev.relata.spring.web.PageParameters;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Authors with their books and the tags of these: three statements, however many there are. */
@RestController
@RequestMapping("/authors")
class AuthorController {

    private final Relata relata;

    AuthorController(Relata relata) {
        this.relata = relata;
    }

    @GetMapping
    Mono<ResponseEntity<List<Graph<Author>>>> page(PageParameters page, ServerHttpRequest request) {
        return page.ofGraphs(withBooks().orderBy(asc(Author::id))).map(found -> PageLinks.respond(found, request));
    }

    @GetMapping("/{id}")
    Mono<ResponseEntity<Graph<Author>>> one(@PathVariable long id) {
        return withBooks()
                .where(Author::id)
                .eq(id)
                .firstGraph()
                .map(ResponseEntity::ok)
                .defaultIfEmpty(ResponseEntity.notFound().build());
    }

    private Selection<Author> withBooks() {
        return relata.from(Author.class).fetch(Author.BOOKS, books -> books.fetch(Book.TAGS));
    }
}
