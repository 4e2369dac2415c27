package dev.relata.benchmarks.vertx;

import dev.relata.benchmarks.Event;
import dev.relata.benchmarks.library.Author;
import dev.relata.benchmarks.library.Book;
import dev.relata.benchmarks.library.Tag;
import io.vertx.sqlclient.Row;

/** Rows into the records of all variants, columns by index. */
final class VertxRows {

    private VertxRows() {}

    static Event event(Row row) {
        return new Event(
                row.getLong(0),
                row.getLong(1),
                row.getString(2),
                row.getInteger(3),
                row.getOffsetDateTime(4).toInstant());
    }

    static Author author(Row row) {
        return new Author(row.getLong(0), row.getString(1), row.getString(2));
    }

    static Book book(Row row) {
        return new Book(
                row.getLong(0),
                row.getLong(1),
                row.getString(2),
                row.getInteger(3),
                row.getOffsetDateTime(4).toInstant());
    }

    /** Behind the key of its book. */
    static Tag tag(Row row) {
        return new Tag(row.getLong(1), row.getString(2));
    }
}
