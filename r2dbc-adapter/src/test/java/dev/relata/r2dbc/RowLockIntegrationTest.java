package dev.relata.r2dbc;

import static dev.relata.model.Operator.EQ;
import static dev.relata.r2dbc.LibraryStore.all;
import static dev.relata.r2dbc.LibraryStore.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relata.r2dbc.Library.Author;
import dev.relata.r2dbc.Library.Book;
import dev.relata.spi.KeyBatch;
import dev.relata.spi.Select;
import dev.relata.spi.Transaction;
import dev.relata.spi.TransactionOptions;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rows locked by a read, in the database. */
class RowLockIntegrationTest {

    private static LibraryStore library;

    @BeforeAll
    static void open() {
        library = LibraryStore.filled();
    }

    @AfterAll
    static void close() {
        library.close();
    }

    private static String nowait(String table, int id) {
        return "SELECT id FROM " + table + " WHERE id = " + id + " FOR UPDATE NOWAIT";
    }

    private static void lockedUntilTheEnd(Select select, int rows, String table, int locked, int free) {
        Transaction transaction = await(library.opened().begin(TransactionOptions.defaults()));
        assertThat(all(transaction.select(select))).hasSize(rows);
        assertThatThrownBy(() -> library.database().execute(nowait(table, locked)))
                .hasStackTraceContaining("could not obtain lock");
        library.database().execute(nowait(table, free));
        assertThat(transaction.rollback().blockOptional()).isEmpty();
        library.database().execute(nowait(table, locked));
    }

    @Test
    void areLockedUntilTheTransactionEnds() {
        Select select = Select.of(
                "Author",
                Library.query(Author.class).where(Library.is(Library.path(Author.class, "id"), EQ, 1L)),
                List.of(Library.path(Author.class, "id")));
        lockedUntilTheEnd(select.lock(), 1, "authors", 1, 2);
    }

    @Test
    void areLockedForEachOfManyOwners() {
        Select select = Select.of("Book", Library.query(Book.class), List.of(Library.path(Book.class, "id")))
                .forEach(new KeyBatch(Library.association(Author.BOOKS), List.of(List.of(2L))));
        lockedUntilTheEnd(select.lock(), 1, "books", 4, 1);
    }
}
