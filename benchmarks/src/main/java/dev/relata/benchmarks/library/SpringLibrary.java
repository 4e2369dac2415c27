package dev.relata.benchmarks.library;

import dev.relata.benchmarks.library.AuthorBooks.BookTags;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Readable;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.r2dbc.core.R2dbcEntityTemplate;
import org.springframework.data.relational.core.mapping.Table;
import org.springframework.data.relational.core.query.Criteria;
import org.springframework.data.relational.core.query.Query;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The same with Spring Data R2DBC, which knows no relationships: rows by its template, stitched by hand. */
final class SpringLibrary {

    /** Its {@code in} makes a parameter of each value; more of them in one statement are not faster. */
    private static final int CHUNK = 1_000;

    private static final String TAGS = "SELECT l.book_id, t.id, t.name FROM " + LibraryTables.LINKS + " l JOIN "
            + LibraryTables.TAGS + " t ON t.id = l.tag_id WHERE l.book_id = ANY($1)";

    private final R2dbcEntityTemplate template;

    @Table(LibraryTables.AUTHORS)
    record SpringAuthor(@Id long id, String name, String email) {}

    @Table(LibraryTables.BOOKS)
    record SpringBook(@Id long id, long authorId, String title, int pages, OffsetDateTime publishedAt) {

        Book book() {
            return new Book(id, authorId, title, pages, publishedAt.toInstant());
        }
    }

    SpringLibrary(ConnectionFactory connections) {
        this.template = new R2dbcEntityTemplate(connections);
    }

    /** The reviews with their books. */
    Flux<Line> lines(List<Review> reviews) {
        return Flux.fromIterable(reviews).buffer(CHUNK).concatMap(this::linesOf);
    }

    private Flux<Line> linesOf(List<Review> reviews) {
        List<Long> ids = reviews.stream().map(Review::bookId).distinct().toList();
        return books("id", ids)
                .collectMap(Book::id)
                .flatMapIterable(books -> reviews.stream()
                        .map(review -> new Line(review, present(books.get(review.bookId()))))
                        .toList());
    }

    private Flux<Book> books(String column, Collection<Long> keys) {
        return template.select(Query.query(Criteria.where(column).in(keys)), SpringBook.class)
                .map(SpringBook::book);
    }

    /** All authors with their books and the books' tags. */
    Flux<AuthorBooks> graphs() {
        return Flux.defer(() -> {
            Map<Long, AuthorBooks> authors = new HashMap<>();
            Map<Long, BookTags> books = new HashMap<>();
            Mono<Void> first = template.select(SpringAuthor.class)
                    .all()
                    .doOnNext(author -> authors.put(author.id(), empty(author)))
                    .then();
            Mono<Void> second = Flux.defer(() -> books("author_id", authors.keySet()))
                    .doOnNext(book -> books.put(book.id(), placed(book, authors)))
                    .then();
            Mono<Void> third = Mono.defer(() -> tags(books));
            return first.then(second).then(third).thenMany(Flux.fromIterable(authors.values()));
        });
    }

    private static AuthorBooks empty(SpringAuthor author) {
        return new AuthorBooks(new Author(author.id(), author.name(), author.email()), new ArrayList<>());
    }

    private static BookTags placed(Book book, Map<Long, AuthorBooks> authors) {
        BookTags graph = new BookTags(book, new ArrayList<>(4));
        present(authors.get(book.authorId())).books().add(graph);
        return graph;
    }

    private Mono<Void> tags(Map<Long, BookTags> books) {
        return template.getDatabaseClient()
                .sql(TAGS)
                .bind(0, books.keySet().toArray(Long[]::new))
                .map(row -> present(books.get(present(row.get(0, Long.class))))
                        .tags()
                        .add(tag(row)))
                .all()
                .then();
    }

    private static Tag tag(Readable row) {
        return new Tag(present(row.get(1, Long.class)), present(row.get(2, String.class)));
    }

    private static <T> T present(@Nullable T value) {
        return Objects.requireNonNull(value);
    }
}
