package dev.relata.test.conformance;

import static dev.relata.test.conformance.Rows.author;
import static dev.relata.test.conformance.Rows.book;
import static dev.relata.test.conformance.Rows.draft;
import static dev.relata.test.conformance.Rows.id;
import static dev.relata.test.conformance.Rows.withIsbn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.ConstraintViolationException;
import dev.relata.error.ModelException;
import dev.relata.error.RefusedException;
import dev.relata.query.Bulk;
import dev.relata.query.OnConflict;
import dev.relata.spi.Capability;
import dev.relata.test.conformance.model.Author;
import dev.relata.test.conformance.model.Book;
import dev.relata.test.conformance.model.Label;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** What bulk writes do with rows that are there already. */
public interface BulkPolicyContract extends StoreUnderTest {

    /** Rows that are there stay, the others are written and answered in the order given; of two alike the first. */
    @Test
    @Tag("S97")
    @Requires({Capability.CONFLICT_POLICIES, Capability.UNIQUE_KEYS})
    default void ignoredRowsStayAndTheOthersAreAnsweredInOrder() {
        Label there = stored(new Label(null, "there"));
        List<Label> given = List.of(
                new Label(902L, "b"),
                new Label(null, "there"),
                new Label(901L, "a"),
                new Label(903L, "b"),
                new Label(null, "c"));

        List<Label> written = observe(relata().bulk(Bulk.defaults().onConflict(OnConflict.ignore(Label::name)))
                        .insert(given))
                .values();

        assertThat(written).extracting(Label::name).containsExactly("b", "a", "c");
        assertThat(written).element(0).isEqualTo(new Label(902L, "b"));
        observe(relata().find(Label.class, id(there))).answers(there);
        observe(relata().bulk(Bulk.defaults().onConflict(OnConflict.ignore()))
                        .insert(Label.class, Flux.fromIterable(given)))
                .answers(0L);
        observe(relata().bulk().insert(given)).fails(ConstraintViolationException.class);
    }

    /** Rows that are there are overwritten by the key that is named; of two alike the last, in other chunks too. */
    @Test
    @Tag("S97")
    @Requires({Capability.CONFLICT_POLICIES, Capability.UNIQUE_KEYS})
    default void theLastRowOfAKeyWinsAcrossChunks() {
        Author ann = stored(author("ann"));
        Author bob = stored(author("bob"));
        Book there = stored(withIsbn(book(ann, "old", 1), "i1"));
        Bulk<Book> byIsbn = Bulk.chunkSize(2).onConflict(OnConflict.update(Book::isbn));
        List<Book> given = List.of(
                withIsbn(draft("first", 1), "i1"),
                withIsbn(draft("second", 2), "i1"),
                withIsbn(draft("third", 3), "i2"),
                withIsbn(draft("fourth", 4), "i1"));

        observe(relata().on(bob, Author.BOOKS).createManyCount(given, byIsbn)).sends(2);

        Book stored = observe(relata().find(Book.class, id(there))).value();
        assertThat(stored.title()).isEqualTo("fourth");
        assertThat(stored.authorId()).isEqualTo(id(bob));
        observe(relata().from(Book.class).values(Book::title)).answersInAnyOrder("fourth", "third");
        observe(relata().bulk(byIsbn).insert(List.of(withIsbn(book(ann, "no key", 1), null))))
                .sends(0)
                .fails(RefusedException.class)
                .hasMessageContaining("Book.isbn");
    }

    /** By id, which is what upsert does. */
    @Test
    @Tag("S97")
    @Requires({Capability.CONFLICT_POLICIES, Capability.UNIQUE_KEYS})
    default void upsertedRowsAreAnsweredAsStored() {
        Label there = stored(new Label(null, "there"));

        List<Label> written = observe(relata().bulk()
                        .upsert(List.of(
                                new Label(802L, "b"), new Label(there.id(), "changed"), new Label(null, "new"))))
                .values();

        assertThat(written).extracting(Label::name).containsExactly("b", "changed", "new");
        observe(relata().from(Label.class).all()).answersInAnyOrder(written.toArray(new Label[0]));
        observe(relata().bulk(Bulk.defaults().onConflict(OnConflict.ignore())).upsert(List.of(there)))
                .sends(0)
                .fails(RefusedException.class);
        observe(relata().bulk(Bulk.defaults().onConflict(OnConflict.<Label>update(Label::id)))
                        .insert(List.of(there)))
                .answers(there);
        observe(relata().bulk(Bulk.defaults().onConflict(OnConflict.update(Book::title)))
                        .insert(List.of(book(stored(author("ann")), "a", 1))))
                .fails(ModelException.class)
                .hasMessageContaining("Book.title");
    }

    /** Rows, keys, and sizes of chunks by chance: the result is that of one write after the other. */
    @Test
    @Tag("S97")
    @Requires({Capability.CONFLICT_POLICIES, Capability.UNIQUE_KEYS})
    default void anyChunksStoreWhatOneRowAfterTheOtherWould() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Author author = stored(author("ann"));
        for (int run = 0; run < 5; run++) {
            observe(relata().from(Book.class).deleteAll());
            boolean update = random.nextBoolean();
            TreeMap<String, String> expected = new TreeMap<>();
            List<Book> given = IntStream.range(0, 40)
                    .mapToObj(i -> withIsbn(book(author, "title " + i, i), "isbn " + random.nextInt(15)))
                    .toList();
            given.forEach(book -> {
                if (update || !expected.containsKey(book.isbn())) {
                    expected.put(book.isbn(), book.title());
                }
            });
            OnConflict<Book> policy = update ? OnConflict.update(Book::isbn) : OnConflict.ignore(Book::isbn);
            observe(relata().bulk(Bulk.chunkSize(1 + random.nextInt(20)).onConflict(policy))
                            .insert(Book.class, Flux.fromIterable(given)))
                    .values();
            TreeMap<String, String> stored = new TreeMap<>();
            observe(relata().from(Book.class).all()).values().forEach(book -> stored.put(book.isbn(), book.title()));
            assertThat(stored).as("seed %d, run %d", seed, run).isEqualTo(expected);
        }
    }
}
