package dev.relata.test.conformance;

import static dev.relata.model.Sort.asc;
import static dev.relata.model.Sort.desc;
import static dev.relata.test.conformance.Rows.author;
import static dev.relata.test.conformance.Rows.book;
import static dev.relata.test.conformance.Rows.withIsbn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.InvalidCursorException;
import dev.relata.query.Page;
import dev.relata.query.Selection;
import dev.relata.test.conformance.model.Author;
import dev.relata.test.conformance.model.Book;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** Pages: keyset, with cursors that nobody can forge. */
public interface PageContract extends StoreUnderTest {

    private Author tenBooks() {
        Author author = stored(author("ann"));
        observe(relata().on(author, Author.BOOKS)
                        .createMany(Flux.range(1, 10).map(i -> Rows.draft("book " + i, i / 2))))
                .sends(1);
        return author;
    }

    private static String next(Page<?> page) {
        return page.next().orElseThrow(() -> new AssertionError("there is no next page"));
    }

    /** Cursors of another query, changed, or cut. */
    @Test
    @Tag("S51")
    default void onlyACursorOfTheSameQueryIsTaken() {
        tenBooks();
        Selection<Book> byTitle = relata().from(Book.class).orderBy(asc(Book::title));
        Selection<Book> byPages = relata().from(Book.class).orderBy(asc(Book::pages));
        String cursor = next(observe(byTitle.page(3)).sends(1).value());
        char last = cursor.charAt(cursor.length() - 1);
        String tampered = cursor.substring(0, cursor.length() / 2)
                + (cursor.charAt(cursor.length() / 2) == 'A' ? 'B' : 'A')
                + cursor.substring(cursor.length() / 2 + 1);

        observe(byTitle.page(3, cursor)).sends(1);
        observe(byPages.page(3, cursor)).sends(0).fails(InvalidCursorException.class);
        observe(byTitle.page(3, tampered)).sends(0).fails(InvalidCursorException.class);
        observe(byTitle.page(3, cursor.substring(0, cursor.length() - 2)))
                .sends(0)
                .fails(InvalidCursorException.class);
        observe(byTitle.page(3, cursor + last)).sends(0).fails(InvalidCursorException.class);
        observe(byTitle.page(3, "")).sends(0).fails(InvalidCursorException.class);
        observe(byTitle.page(3, "no cursor at all")).sends(0).fails(InvalidCursorException.class);
    }

    /** All pages, one after another, with ties and nulls in the order. */
    @Test
    @Tag("S52")
    default void pagesAreTheSelectionCutIntoPieces() {
        Author author = tenBooks();
        stored(withIsbn(book(author, "with isbn", 3), "x"));
        Selection<Book> books =
                relata().from(Book.class).orderBy(desc(Book::isbn)).thenBy(desc(Book::pages));
        List<Book> all = observe(books.all()).sends(1).values();

        for (int size : List.of(1, 3, 11, 50)) {
            List<Book> paged = new ArrayList<>();
            Page<Book> page = observe(books.page(size)).sends(1).value();
            paged.addAll(page.items());
            while (page.hasNext()) {
                page = observe(books.page(size, next(page))).sends(1).value();
                paged.addAll(page.items());
            }
            assertThat(paged).as("pages of %s", size).isEqualTo(all);
        }
    }

    /** Rows that come and go between two pages. */
    @Test
    @Tag("S52")
    default void noRowThatWasThereThroughoutIsMissedOrRepeated() {
        Author author = tenBooks();
        Selection<Book> books = relata().from(Book.class).orderBy(asc(Book::pages));
        List<Book> before = observe(books.all()).sends(1).values();
        List<Book> seen = new ArrayList<>();

        Page<Book> page = observe(books.page(4)).sends(1).value();
        seen.addAll(page.items());
        stored(book(author, "comes at the front", -1));
        stored(book(author, "comes at the end", 99));
        Book gone = before.get(3);
        observe(relata().delete(gone)).answers(true);
        Book goneLater = before.get(6);
        observe(relata().delete(goneLater)).answers(true);
        while (page.hasNext()) {
            page = observe(books.page(4, next(page))).sends(1).value();
            seen.addAll(page.items());
        }

        List<Book> throughout = new ArrayList<>(before);
        throughout.remove(gone);
        throughout.remove(goneLater);
        assertThat(seen).doesNotHaveDuplicates().containsAll(throughout).doesNotContain(goneLater);
    }
}
