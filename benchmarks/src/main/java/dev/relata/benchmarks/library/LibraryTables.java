package dev.relata.benchmarks.library;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Result;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The tables of authors, books, tags and links, and what is in them. */
public final class LibraryTables {

    /** A hundredth of the books. */
    public static final String AUTHORS = "relata_benchmark_authors";

    /** The books. */
    public static final String BOOKS = "relata_benchmark_books";

    /** A few hundred tags. */
    public static final String TAGS = "relata_benchmark_tags";

    /** Three links for each book. */
    public static final String LINKS = "relata_benchmark_books_tags";

    static final int BOOKS_OF_AUTHOR = 100;
    static final int TAGS_OF_BOOK = 3;
    private static final int TAG_ROWS = 200;

    private final ConnectionFactory connections;
    private final int books;

    LibraryTables(ConnectionFactory connections, int books) {
        this.connections = connections;
        this.books = books;
    }

    /** Makes the tables and fills them, the same rows every time. */
    Mono<Void> create() {
        int authors = Math.max(1, books / BOOKS_OF_AUTHOR);
        return drop().then(run(List.of(
                "CREATE TABLE " + AUTHORS + " (id bigint PRIMARY KEY, name text NOT NULL, email text NOT NULL)",
                "CREATE TABLE " + BOOKS + " (id bigint PRIMARY KEY, author_id bigint NOT NULL REFERENCES " + AUTHORS
                        + ", title text NOT NULL, pages int NOT NULL, published_at timestamptz NOT NULL)",
                "CREATE TABLE " + TAGS + " (id bigint PRIMARY KEY, name text NOT NULL)",
                "CREATE TABLE " + LINKS + " (book_id bigint NOT NULL REFERENCES " + BOOKS
                        + ", tag_id bigint NOT NULL REFERENCES " + TAGS + ", PRIMARY KEY (book_id, tag_id))",
                "INSERT INTO " + AUTHORS + " SELECT i, 'Author number ' || i, 'author' || i || '@example.com'"
                        + " FROM generate_series(1, " + authors + ") i",
                "INSERT INTO " + TAGS + " SELECT i, 'tag ' || i FROM generate_series(1, " + TAG_ROWS + ") i",
                "INSERT INTO " + BOOKS + " SELECT i, 1 + i % " + authors + ", 'The title of book number ' || i,"
                        + " i % 997, timestamptz '2020-01-01 00:00:00Z' + i * interval '61.000001 seconds'"
                        + " FROM generate_series(1, " + books + ") i",
                "INSERT INTO " + LINKS + " SELECT i, 1 + (i * 7 + j * 61) % " + TAG_ROWS + " FROM generate_series(1, "
                        + books + ") i, generate_series(1, " + TAGS_OF_BOOK + ") j",
                "CREATE INDEX ON " + BOOKS + " (author_id)",
                "CREATE INDEX ON " + LINKS + " (tag_id)",
                // Hint bits and statistics: else the first reader writes them.
                "VACUUM ANALYZE " + AUTHORS + ", " + BOOKS + ", " + TAGS + ", " + LINKS)));
    }

    Mono<Void> drop() {
        return run(List.of("DROP TABLE IF EXISTS " + LINKS + ", " + TAGS + ", " + BOOKS + ", " + AUTHORS));
    }

    private Mono<Void> run(List<String> statements) {
        return Mono.usingWhen(
                connections.create(),
                connection -> Flux.fromIterable(statements)
                        .concatMap(sql -> connection.createStatement(sql).execute())
                        .concatMap(Result::getRowsUpdated)
                        .then(),
                Connection::close);
    }
}
