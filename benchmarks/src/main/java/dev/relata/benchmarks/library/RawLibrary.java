package dev.relata.benchmarks.library;

import dev.relata.benchmarks.library.AuthorBooks.BookTags;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The same by the driver alone, at its best: all keys of a level as one array, values in binary, columns by index, one
 * connection for all statements of a graph. The connections must be made with {@code forceBinary}.
 */
final class RawLibrary {

    private static final String AUTHORS = "SELECT id, name, email FROM " + LibraryTables.AUTHORS + " WHERE $1";
    private static final String BOOK = "SELECT id, author_id, title, pages, published_at FROM " + LibraryTables.BOOKS;
    private static final String BOOKS_BY_ID = BOOK + " WHERE id = ANY($1)";
    private static final String BOOKS_OF_AUTHORS = BOOK + " WHERE author_id = ANY($1)";
    private static final String TAGS_OF_BOOKS = "SELECT l.book_id, t.id, t.name FROM " + LibraryTables.LINKS
            + " l JOIN " + LibraryTables.TAGS + " t ON t.id = l.tag_id WHERE l.book_id = ANY($1)";

    private static final int FIRST = 256;
    private static final int GROWTH = 4;
    private static final int MOST = 4096;

    private final ConnectionFactory connections;

    RawLibrary(ConnectionFactory connections) {
        this.connections = connections;
    }

    /** The reviews with their books, in statements of so many keys. */
    Flux<Line> lines(List<Review> reviews, int keys) {
        return Flux.usingWhen(
                connections.create(),
                connection -> Flux.fromIterable(reviews).buffer(keys).concatMap(some -> lines(connection, some)),
                Connection::close);
    }

    /** The reviews with their books, one after the other, in the statements that look-ahead sends: of 256 keys to 4,096. */
    Flux<Line> ahead(List<Review> reviews) {
        List<List<Review>> chunks = new ArrayList<>();
        int size = FIRST;
        for (int from = 0;
                from < reviews.size();
                from += chunks.get(chunks.size() - 1).size()) {
            chunks.add(reviews.subList(from, Math.min(from + size, reviews.size())));
            size = Math.min(size * GROWTH, MOST);
        }
        return Flux.usingWhen(
                connections.create(),
                connection -> Flux.fromIterable(chunks).concatMap(some -> ahead(connection, some)),
                Connection::close);
    }

    private static Flux<Line> ahead(Connection connection, List<Review> reviews) {
        Long[] keys = reviews.stream().map(Review::bookId).distinct().toArray(Long[]::new);
        // Hidden, so that concatMap subscribes to each as it does to a lookup.
        return byId(connection, keys)
                .flatMapMany(books -> Flux.fromIterable(reviews)
                        .concatMap(review -> Mono.just(present(books.get(review.bookId())))
                                .hide()
                                .map(book -> new Line(review, book))));
    }

    private static Flux<Line> lines(Connection connection, List<Review> reviews) {
        Long[] keys = reviews.stream().map(Review::bookId).distinct().toArray(Long[]::new);
        return byId(connection, keys)
                .flatMapIterable(books -> () -> reviews.stream()
                        .map(review -> new Line(review, present(books.get(review.bookId()))))
                        .iterator());
    }

    private static Mono<Map<Long, Book>> byId(Connection connection, Long[] keys) {
        return query(connection, BOOKS_BY_ID, keys, RawLibrary::book)
                .collect(() -> new HashMap<>(keys.length * 2), (books, book) -> books.put(book.id(), book));
    }

    /** The books of keys, wherever a connection is free. */
    Mono<Map<Long, Book>> byId(Long[] keys) {
        return Mono.usingWhen(connections.create(), connection -> byId(connection, keys), Connection::close);
    }

    /** The book of one review. */
    Mono<Line> line(Review review) {
        return Mono.usingWhen(
                connections.create(),
                connection -> query(connection, BOOK + " WHERE id = $1", review.bookId(), RawLibrary::book)
                        .single()
                        .map(book -> new Line(review, book)),
                Connection::close);
    }

    /** All authors with their books and the books' tags: three statements, stitched. */
    Flux<AuthorBooks> graphs() {
        return Flux.usingWhen(connections.create(), RawLibrary::graphs, Connection::close);
    }

    private static Flux<AuthorBooks> graphs(Connection connection) {
        Map<Long, AuthorBooks> authors = new HashMap<>();
        Map<Long, BookTags> books = new HashMap<>();
        List<AuthorBooks> answer = new ArrayList<>();
        Mono<Void> first = query(connection, AUTHORS, true, RawLibrary::author)
                .doOnNext(author -> {
                    AuthorBooks graph = new AuthorBooks(author, new ArrayList<>());
                    authors.put(author.id(), graph);
                    answer.add(graph);
                })
                .then();
        Mono<Void> second = booksOf(connection, authors)
                .doOnNext(book -> {
                    BookTags graph = new BookTags(book, new ArrayList<>(4));
                    books.put(book.id(), graph);
                    present(authors.get(book.authorId())).books().add(graph);
                })
                .then();
        return first.then(second)
                .then(Mono.defer(() -> tags(connection, books)))
                .thenMany(Flux.fromIterable(answer));
    }

    private static Flux<Book> booksOf(Connection connection, Map<Long, AuthorBooks> authors) {
        return Flux.defer(() -> query(connection, BOOKS_OF_AUTHORS, keys(authors), RawLibrary::book));
    }

    // Stitched inside the mapping function: a row of a link is none of the records.
    private static Mono<Void> tags(Connection connection, Map<Long, BookTags> books) {
        return query(connection, TAGS_OF_BOOKS, keys(books), row -> {
                    Tag tag = new Tag(present(row.get(1, Long.class)), present(row.get(2, String.class)));
                    return present(books.get(present(row.get(0, Long.class))))
                            .tags()
                            .add(tag);
                })
                .then();
    }

    private static Long[] keys(Map<Long, ?> byId) {
        return byId.keySet().toArray(Long[]::new);
    }

    private static <R> Flux<R> query(
            Connection connection, String sql, Object value, Function<? super Row, ? extends R> read) {
        return Flux.from(connection.createStatement(sql).bind(0, value).execute())
                .concatMap(result -> result.map((row, metadata) -> read.apply(row)));
    }

    private static Author author(Row row) {
        return new Author(
                present(row.get(0, Long.class)), present(row.get(1, String.class)), present(row.get(2, String.class)));
    }

    private static Book book(Row row) {
        return new Book(
                present(row.get(0, Long.class)),
                present(row.get(1, Long.class)),
                present(row.get(2, String.class)),
                present(row.get(3, Integer.class)),
                present(row.get(4, Instant.class)));
    }

    private static <T> T present(@Nullable T value) {
        return Objects.requireNonNull(value);
    }
}
