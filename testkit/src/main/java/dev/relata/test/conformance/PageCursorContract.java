package dev.relata.test.conformance;

import static dev.relata.model.Conditions.in;
import static dev.relata.model.Sort.asc;
import static dev.relata.model.Sort.desc;
import static dev.relata.test.conformance.Rows.author;
import static dev.relata.test.conformance.Rows.book;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.model.Sort;
import dev.relata.query.Page;
import dev.relata.query.Selection;
import dev.relata.test.conformance.model.Author;
import dev.relata.test.conformance.model.Book;
import dev.relata.test.conformance.model.Person;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Cursors on their way to a client and back, and pages of selections of every shape. */
public interface PageCursorContract extends StoreUnderTest {

    /** The pages of a selection, each of one statement; an endless walk fails. */
    private <T> List<T> walk(int size, Function<String, Mono<Page<T>>> from, Mono<Page<T>> first) {
        List<T> rows = new ArrayList<>();
        Page<T> page = observe(first).sends(1).value();
        rows.addAll(page.items());
        while (page.hasNext()) {
            String cursor = page.next().orElseThrow();
            assertThat(cursor).matches("[A-Za-z0-9_-]+");
            assertThat(page.items()).hasSize(size);
            page = observe(from.apply(cursor)).sends(1).value();
            rows.addAll(page.items());
            assertThat(rows).as("rows so far").hasSizeLessThan(200);
        }
        return rows;
    }

    private void assertPaged(Selection<Book> books) {
        List<Book> all = observe(books.all()).sends(1).values();
        for (int size : List.of(1, 2, 7)) {
            assertThat(walk(size, cursor -> books.page(size, cursor), books.page(size)))
                    .as("pages of %d", size)
                    .isEqualTo(all);
        }
    }

    private List<Book> books(Author author) {
        List<Person> editors = List.of(stored(Rows.person("zoe")), stored(Rows.person("abe")));
        List<Book> books = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            Person editor = i % 3 == 2 ? null : editors.get(i % 3);
            books.add(stored(book(author, editor, "title " + i % 4)));
        }
        return books;
    }

    /** A cursor is made of letters that a URL takes as they are, whatever texts it holds, and however long they are. */
    @Test
    @Tag("S109")
    default void cursorsPassThroughUrlsWhateverTheyHold() {
        Author ann = stored(author("ann"));
        for (String title :
                List.of("%?&=+/#", "\"quoted\" \\ {json: [1]}", "line\nbreak\ttab", "“ü😀”", " ", "", "null")) {
            stored(book(ann, title, 1));
            stored(book(ann, title, 2));
        }
        stored(book(ann, "long " + "é😀".repeat(5_000) + " 1", 1));
        stored(book(ann, "long " + "é😀".repeat(5_000) + " 2", 1));

        assertPaged(relata().from(Book.class).orderBy(asc(Book::title)));
        assertPaged(relata().from(Book.class).orderBy(desc(Book::title)).thenBy(desc(Book::pages)));
    }

    /** Sets are iterated in another order by each JVM; the rows that they ask for are the same. */
    @Test
    @Tag("S109")
    default void aCursorHoldsForTheSameValuesInAnotherOrder() {
        books(stored(author("ann")));
        Set<String> given = new LinkedHashSet<>(List.of("title 0", "title 1", "title 2"));
        Set<String> turned = new LinkedHashSet<>(List.of("title 2", "title 0", "title 1"));
        Selection<Book> one =
                relata().from(Book.class).where(Book::title, in(given)).orderBy(asc(Book::id));
        Selection<Book> other =
                relata().from(Book.class).where(Book::title, in(turned)).orderBy(asc(Book::id));
        List<Book> all = observe(one.all()).values();

        String cursor = observe(one.page(3)).value().next().orElseThrow();
        assertThat(observe(other.page(3, cursor)).sends(1).value().items()).isEqualTo(all.subList(3, 6));
    }

    /** Bounds, owners, conditions on related rows, and orders by them. */
    @Test
    @Tag("S52")
    default void selectionsOfEveryShapeAreCutIntoPieces() {
        Author ann = stored(author("ann"));
        books(ann);
        books(stored(author("bea")));
        Selection<Book> books = relata().from(Book.class);
        Sort<Book> byEditor = asc(Book.EDITOR, Person::name);
        Sort<Book> fromEditor = desc(Book.EDITOR, Person::name);

        for (Sort<Book> sort :
                List.of(byEditor, byEditor.nullsFirst(), fromEditor, fromEditor.nullsLast(), desc(Book::title))) {
            assertPaged(books.orderBy(sort));
            assertPaged(books.orderBy(sort).thenBy(asc(Book::title)));
            assertPaged(books.orderBy(sort).limit(8));
            assertPaged(books.orderBy(sort).limit(12).orderBy(desc(Book::title)));
            assertPaged(books.orderBy(sort).offset(5));
            assertPaged(relata().on(ann, Author.BOOKS).orderBy(sort));
        }
        assertPaged(books.orderBy(desc(Book::id)));
        assertPaged(
                books.where(Book.EDITOR, it -> it.where(Person::name).eq("abe")).orderBy(asc(Book::title)));
    }

    /** A scope collects lookups; pages in it are read as they are outside. */
    @Test
    @Tag("S52")
    default void pagesInABatchScopeAreThose() {
        Author ann = stored(author("ann"));
        books(ann);
        Selection<Book> books = relata().on(ann, Author.BOOKS).orderBy(asc(Book.EDITOR, Person::name));
        List<Book> all = observe(books.all()).values();

        assertThat(walk(
                        2,
                        cursor -> books.page(2, cursor)
                                .contextWrite(relata().batching().scope()),
                        books.page(2).contextWrite(relata().batching().scope())))
                .isEqualTo(all);
    }

    /** Rows of other places come, go and move while pages are read; those that stay are read once, in their order. */
    @Test
    @Tag("S52")
    default void rowsThatStayAreReadOnceWhateverHappensToOthers() {
        long seed = new Random().nextLong();
        System.out.println("random changes of seed " + seed);
        Random random = new Random(seed);
        Author ann = stored(author("ann"));
        List<Book> others = new ArrayList<>();
        List<Book> staying = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            (i % 2 == 0 ? staying : others).add(stored(book(ann, "title " + random.nextInt(6), random.nextInt(3))));
        }
        Selection<Book> books =
                relata().from(Book.class).orderBy(desc(Book::title)).thenBy(asc(Book::pages));
        List<Book> expected =
                observe(books.all()).values().stream().filter(staying::contains).toList();

        List<Book> seen = new ArrayList<>();
        Page<Book> page = observe(books.page(2)).value();
        for (int i = 0; i < 60 && page.hasNext(); i++) {
            seen.addAll(page.items());
            change(random, i % 3, ann, others);
            page = observe(books.page(2, page.next().orElseThrow())).sends(1).value();
        }
        seen.addAll(page.items());

        assertThat(seen.stream().filter(staying::contains)).as("seed %d", seed).containsExactlyElementsOf(expected);
    }

    /** One row comes, one moves, or one goes and another comes, in turn: each happens in every run. */
    private void change(Random random, int kind, Author author, List<Book> others) {
        String title = "title " + random.nextInt(6);
        int one = random.nextInt(others.size());
        switch (kind) {
            case 0 -> others.add(stored(book(author, title, random.nextInt(3))));
            case 1 ->
                others.set(
                        one,
                        observe(relata().update(Rows.titled(others.get(one), title)))
                                .value());
            default -> {
                Book gone = others.get(one);
                observe(relata().delete(gone)).answers(true);
                others.set(one, stored(book(author, title, random.nextInt(3))));
            }
        }
    }
}
