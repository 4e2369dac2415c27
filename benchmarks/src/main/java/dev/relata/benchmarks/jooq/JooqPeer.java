package dev.relata.benchmarks.jooq;

import static org.jooq.Records.mapping;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;

import dev.relata.benchmarks.Checksum;
import dev.relata.benchmarks.Connections;
import dev.relata.benchmarks.Event;
import dev.relata.benchmarks.library.Author;
import dev.relata.benchmarks.library.AuthorBooks;
import dev.relata.benchmarks.library.AuthorBooks.BookTags;
import dev.relata.benchmarks.library.Book;
import dev.relata.benchmarks.library.LibraryTables;
import dev.relata.benchmarks.library.Line;
import dev.relata.benchmarks.library.Review;
import dev.relata.benchmarks.library.Tag;
import dev.relata.benchmarks.library.Tally;
import dev.relata.benchmarks.peer.Database;
import dev.relata.benchmarks.peer.Peer;
import dev.relata.benchmarks.peer.PeerTask;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record5;
import org.jooq.ResultQuery;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * jOOQ as a publisher over R2DBC, a pool of one connection; graphs by nested {@code MULTISET}, which is one statement. The
 * driver sends text: jOOQ cannot read a {@code timestamptz} that comes in binary.
 */
public final class JooqPeer implements Peer {

    private static final int FETCH = 4096;
    private static final Table<?> AUTHORS = table(name(LibraryTables.AUTHORS));
    private static final Table<?> BOOKS = table(name(LibraryTables.BOOKS));
    private static final Table<?> TAGS = table(name(LibraryTables.TAGS));
    private static final Table<?> LINKS = table(name(LibraryTables.LINKS));

    private final Connections connections;
    private final DSLContext jooq;

    /**
     * Makes the pool; connects later.
     *
     * @param database the database
     */
    public JooqPeer(Database database) {
        this.connections = Connections.to(database.r2dbcUrl());
        this.jooq = DSL.using(connections.plain(), SQLDialect.POSTGRES);
    }

    @Override
    public Map<String, Mono<Long>> runs(PeerTask task) {
        return Map.of(
                "iterate", Checksum.of(events(), task.rows()),
                "lookups", lookups(task.reviews()),
                "graph", tallied(graphs()),
                "lone", lone(task.lone()));
    }

    private Flux<Event> events() {
        Table<?> events = table(name(Event.TABLE));
        return Flux.from(jooq.select(
                                id(events),
                                number(events, "owner_id"),
                                text(events, "title"),
                                pages(events),
                                moment(events, "created_at"))
                        .from(events)
                        .fetchSize(FETCH))
                .map(mapping(Event::new));
    }

    private Mono<Long> lookups(List<Review> reviews) {
        Long[] keys = reviews.stream().map(Review::bookId).toArray(Long[]::new);
        return books(id(BOOKS).eq(any(keys))).collectMap(Book::id).map(books -> {
            Tally tally = new Tally();
            reviews.forEach(review -> line(review, books.get(review.bookId()), tally));
            return tally.sum();
        });
    }

    private Mono<Long> lone(Review review) {
        return books(id(BOOKS).eq(review.bookId()))
                .single()
                .repeat(PeerTask.LONE - 1)
                .collect(Tally::new, (tally, book) -> line(review, book, tally))
                .map(Tally::sum);
    }

    private static void line(Review review, @Nullable Book book, Tally tally) {
        new Line(review, Objects.requireNonNull(book)).tally(tally);
    }

    private Flux<Book> books(Condition condition) {
        ResultQuery<Record5<Long, Long, String, Integer, Instant>> query = jooq.select(
                        id(BOOKS),
                        number(BOOKS, "author_id"),
                        text(BOOKS, "title"),
                        pages(BOOKS),
                        moment(BOOKS, "published_at"))
                .from(BOOKS)
                .where(condition);
        return Flux.from(query).map(mapping(Book::new));
    }

    private Flux<AuthorBooks> graphs() {
        var tags = multiset(select(id(TAGS), text(TAGS, "name"))
                        .from(LINKS)
                        .join(TAGS)
                        .on(id(TAGS).eq(number(LINKS, "tag_id")))
                        .where(number(LINKS, "book_id").eq(id(BOOKS))))
                .convertFrom(rows -> rows.map(mapping(Tag::new)));
        var books = multiset(select(
                                id(BOOKS),
                                number(BOOKS, "author_id"),
                                text(BOOKS, "title"),
                                pages(BOOKS),
                                moment(BOOKS, "published_at"),
                                tags)
                        .from(BOOKS)
                        .where(number(BOOKS, "author_id").eq(id(AUTHORS))))
                .convertFrom(rows -> rows.map(mapping((id, author, title, pages, published, its) ->
                        new BookTags(new Book(id, author, title, pages, published), its))));
        return Flux.from(jooq.select(id(AUTHORS), text(AUTHORS, "name"), text(AUTHORS, "email"), books)
                        .from(AUTHORS))
                .map(mapping((id, name, email, its) -> new AuthorBooks(new Author(id, name, email), its)));
    }

    private static Mono<Long> tallied(Flux<AuthorBooks> graphs) {
        return graphs.collect(Tally::new, (tally, graph) -> graph.tally(tally)).map(Tally::sum);
    }

    private static Field<Long> id(Table<?> table) {
        return number(table, "id");
    }

    private static Field<Long> number(Table<?> table, String column) {
        return field(table.getQualifiedName().append(column), SQLDataType.BIGINT);
    }

    private static Field<String> text(Table<?> table, String column) {
        return field(table.getQualifiedName().append(column), SQLDataType.CLOB);
    }

    private static Field<Integer> pages(Table<?> table) {
        return field(table.getQualifiedName().append("pages"), SQLDataType.INTEGER);
    }

    private static Field<Instant> moment(Table<?> table, String column) {
        return field(table.getQualifiedName().append(column), SQLDataType.INSTANT);
    }

    @Override
    public void close() {
        connections.close();
    }
}
