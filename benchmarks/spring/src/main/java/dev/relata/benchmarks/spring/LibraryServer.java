package dev.relata.benchmarks.spring;

import static dev.relata.model.Conditions.in;

import dev.relata.Relata;
import dev.relata.query.Graph;
import dev.relata.spring.RelataModel;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.data.r2dbc.repository.Query;
import org.springframework.data.r2dbc.repository.config.EnableR2dbcRepositories;
import org.springframework.data.repository.reactive.ReactiveCrudRepository;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A service that answers each request by Relata and by Spring Data. */
@SpringBootConfiguration
@EnableAutoConfiguration
@EnableR2dbcRepositories(considerNestedRepositories = true)
@Import(LibraryServer.Library.class)
public class LibraryServer {

    @Bean
    RelataModel model() {
        return RelataModel.of(Author.class, Book.class, Tag.class);
    }

    interface Authors extends ReactiveCrudRepository<Author, Long> {}

    interface Books extends ReactiveCrudRepository<Book, Long> {

        @Query("SELECT * FROM books WHERE author_id IN (:authors)")
        Flux<Book> ofAuthors(Collection<Long> authors);
    }

    record BookTag(long bookId, long id, String name) {}

    interface Tags extends ReactiveCrudRepository<Tag, Long> {

        @Query("SELECT book_id, id, name FROM book_tags JOIN tags ON id = tag_id WHERE book_id IN (:books)")
        Flux<BookTag> ofBooks(Collection<Long> books);
    }

    /** What is answered. */
    record AuthorView(Long id, String name, List<BookView> books) {}

    /** A book of an author. */
    record BookView(Long id, long authorId, String title, int pages, Instant createdAt, List<Tag> tags) {}

    @RestController
    static class Library {

        private final Relata relata;
        private final Authors authors;
        private final Books books;
        private final Tags tags;

        Library(Relata relata, Authors authors, Books books, Tags tags) {
            this.relata = relata;
            this.authors = authors;
            this.books = books;
            this.tags = tags;
        }

        @GetMapping(path = "/export/relata", produces = MediaType.APPLICATION_NDJSON_VALUE)
        Flux<Book> exportByRelata() {
            return relata.from(Book.class).iterate();
        }

        @GetMapping(path = "/export/spring", produces = MediaType.APPLICATION_NDJSON_VALUE)
        Flux<Book> exportBySpring() {
            return books.findAll();
        }

        @GetMapping("/authors/graphs")
        Flux<Graph<Author>> authorsByPlan(@RequestParam List<Long> ids) {
            return relata.from(Author.class)
                    .where(Author::id, in(ids))
                    .fetch(Author.BOOKS, related -> related.fetch(Book.TAGS))
                    .graphs();
        }

        @GetMapping("/authors/views")
        Flux<AuthorView> authorsByView(@RequestParam List<Long> ids) {
            return relata.from(Author.class)
                    .where(Author::id, in(ids))
                    .into(AuthorView.class)
                    .all();
        }

        @GetMapping("/authors/spring")
        Flux<AuthorView> authorsByHand(@RequestParam List<Long> ids) {
            return Mono.zip(
                            authors.findAllById(ids).collectList(),
                            books.ofAuthors(ids).collectList().flatMap(this::withTags))
                    .flatMapIterable(found -> found.getT1().stream()
                            .map(author -> new AuthorView(
                                    author.id(), author.name(), found.getT2().getOrDefault(author.id(), List.of())))
                            .toList());
        }

        private Mono<Map<Long, List<BookView>>> withTags(List<Book> found) {
            return tags.ofBooks(found.stream().map(Book::id).toList())
                    .collectList()
                    .map(links -> {
                        Map<Long, List<Tag>> byBook = links.stream()
                                .collect(Collectors.groupingBy(
                                        BookTag::bookId,
                                        Collectors.mapping(
                                                link -> new Tag(link.id(), link.name()), Collectors.toList())));
                        return found.stream()
                                .map(book -> new BookView(
                                        book.id(),
                                        book.authorId(),
                                        book.title(),
                                        book.pages(),
                                        book.createdAt(),
                                        byBook.getOrDefault(book.id(), List.of())))
                                .collect(Collectors.groupingBy(BookView::authorId));
                    });
        }
    }
}
