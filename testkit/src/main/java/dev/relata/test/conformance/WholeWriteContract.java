package dev.relata.test.conformance;

import static dev.relata.test.conformance.Rows.author;
import static dev.relata.test.conformance.Rows.book;
import static dev.relata.test.conformance.Rows.id;
import static dev.relata.test.conformance.Rows.titled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.error.ConstraintViolationException;
import dev.relata.error.InvalidValueException;
import dev.relata.error.RelataException;
import dev.relata.error.RowNotFoundException;
import dev.relata.query.Bulk;
import dev.relata.spi.Capability;
import dev.relata.test.conformance.Fleet.Buoy;
import dev.relata.test.conformance.model.Author;
import dev.relata.test.conformance.model.Book;
import dev.relata.test.conformance.model.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A write happens whole or not at all: what an answer says is what others see, and after an error there is nothing to see. */
public interface WholeWriteContract extends StoreUnderTest {

    /** One row, which the store does not take. */
    @Test
    @Tag("S100")
    @Requires(Capability.UNIQUE_KEYS)
    default void aRowThatIsRefusedLeavesWhatIsThereAsItWas() {
        Label label = stored(new Label(null, "taken"));
        Label other = stored(new Label(null, "other"));

        observe(relata().insert(new Label(null, "taken"))).fails(ConstraintViolationException.class);
        observe(relata().update(new Label(id(other), "taken"))).fails(ConstraintViolationException.class);
        observe(relata().update(new Label(987654L, "gone"))).sends(1).fails(RowNotFoundException.class);

        observe(relata().from(Label.class).values(Label::name)).answersInAnyOrder("taken", "other");
        observe(relata().find(Label.class, id(label))).answers(label);
    }

    /** Many rows, of which one is refused wherever it stands. */
    @Test
    @Tag("S100")
    @Requires({Capability.TRANSACTIONS, Capability.UNIQUE_KEYS})
    default void ofManyRowsOneThatIsRefusedUndoesAll() {
        long seed = System.nanoTime();
        System.out.println("whole writes, seed " + seed);
        Random random = new Random(seed);
        Author ann = stored(author("ann"));
        Label taken = stored(new Label(null, "taken"));
        Book there = stored(book(ann, "there", 1));
        Book gone = stored(book(ann, "gone", 1));
        observe(relata().delete(gone)).answers(true);
        for (int round = 0; round < 5; round++) {
            List<Label> labels = new ArrayList<>(IntStream.range(0, 1 + random.nextInt(6))
                    .mapToObj(i -> new Label(null, "new " + i))
                    .toList());
            labels.add(random.nextInt(labels.size() + 1), new Label(null, "taken"));
            List<Book> books = new ArrayList<>(List.of(titled(there, "changed")));
            books.add(random.nextInt(2), titled(gone, "changed"));
            Bulk<Object> chunks = Bulk.chunkSize(1 + random.nextInt(4));
            for (Publisher<?> write : List.<Publisher<?>>of(
                    relata().bulk().insert(labels),
                    relata().bulk(chunks).insert(labels),
                    relata().bulk(chunks).insert(Label.class, Flux.fromIterable(labels)),
                    relata().bulk().update(books),
                    relata().bulk(chunks).update(Book.class, Flux.fromIterable(books)),
                    relata().on(ann, Author.BOOKS).addMany(books))) {
                observe(write).fails(RelataException.class);
            }
            observe(relata().from(Label.class).all()).answers(taken);
            observe(relata().from(Book.class).all()).answers(there);
        }
    }

    /** Progress is told before the commit, also where one statement would do. */
    @Test
    @Tag("S98")
    @Requires(Capability.TRANSACTIONS)
    default void whatAListenerThrowsUndoesTheWrite() {
        Bulk<Object> listened = Bulk.defaults().onProgress(progress -> {
            throw new IllegalStateException("heard " + progress.done());
        });
        List<Label> labels = List.of(new Label(null, "a"), new Label(null, "b"));
        for (Publisher<?> write : List.of(
                relata().bulk(listened).insert(labels),
                relata().bulk(listened).upsert(labels),
                relata().bulk(listened).insert(Label.class, Flux.fromIterable(labels)))) {
            observe(write).fails(IllegalStateException.class).hasMessage("heard 2");
            observe(relata().from(Label.class).count()).answers(0L);
        }
        Label there = stored(new Label(null, "there"));
        observe(relata().bulk(listened).update(List.of(new Label(id(there), "changed"))))
                .fails(IllegalStateException.class);
        observe(relata().from(Label.class).all()).answers(there);
        Author ann = stored(author("ann"));
        Book book = stored(book(ann, "book", 1));
        observe(relata().on(book, Book.LABELS).addMany(List.of(there), listened))
                .fails(IllegalStateException.class);
        observe(relata().on(book, Book.LABELS).count()).answers(0L);
        Author bob = stored(author("bob"));
        observe(relata().on(bob, Author.BOOKS).addMany(List.of(book), listened)).fails(IllegalStateException.class);
        observe(relata().on(bob, Author.BOOKS).count()).answers(0L);
    }

    private String colour(Relata buoys, long id) {
        return observe(buoys.from(Buoy.class).where(Buoy::id).eq(id).values(Buoy::colour))
                .value();
    }

    /** A single write is committed by then, and says so; of many nothing stays. */
    @Test
    @Tag("S100")
    @Requires(Capability.SCHEMA)
    default void anAnswerThatTheRecordRefusesIsToldAsStored() {
        Relata buoys = bare(builder -> builder.valuesInErrors(true), Buoy.class);
        observe(buoys.schema().create()).answers();
        observe(buoys.insert(new Buoy(1L, "red", 3))).value();

        observe(buoys.update(new Buoy(1L, "green", 3)))
                .fails(InvalidValueException.class)
                .hasMessageContaining("4 turns are too many")
                .hasMessageEndingWith("; what was written is stored");
        assertThat(colour(buoys, 1)).isEqualTo("green");
        observe(buoys.insert(new Buoy(2L, "red", 3))).value();
        observe(buoys.upsert(new Buoy(2L, "blue", 3)))
                .fails(InvalidValueException.class)
                .hasMessageEndingWith("; what was written is stored");
        assertThat(colour(buoys, 2)).isEqualTo("blue");
    }

    /** Whoever goes on with the transaction all the same stores it. */
    @Test
    @Tag("S100")
    @Requires({Capability.SCHEMA, Capability.TRANSACTIONS})
    default void anAnswerThatTheRecordRefusesIsUndoneOfManyAndWithItsTransaction() {
        Relata buoys = bare(builder -> builder.valuesInErrors(true), Buoy.class);
        observe(buoys.schema().create()).answers();
        observe(buoys.insert(new Buoy(1L, "red", 3))).value();
        Buoy changed = new Buoy(1L, "green", 3);

        for (Publisher<?> write : List.of(
                buoys.bulk().update(List.of(changed)),
                buoys.bulk().upsert(List.of(changed)),
                buoys.update(changed).as(buoys::transactional))) {
            observe(write).fails(InvalidValueException.class).hasMessageContaining("4 turns are too many");
            assertThat(colour(buoys, 1)).isEqualTo("red");
        }
        observe(buoys.update(changed)
                        .map(buoy -> "read")
                        .onErrorResume(
                                InvalidValueException.class, error -> Mono.just(String.valueOf(error.getMessage())))
                        .as(buoys::transactional)
                        .map(answer -> answer.endsWith("; what was written is stored if its transaction commits")))
                .answers(true);
        assertThat(colour(buoys, 1)).isEqualTo("green");
    }

    /** A transaction that goes on after a refusal has nothing of what was refused. */
    @Test
    @Tag("S100")
    @Requires({Capability.TRANSACTIONS, Capability.SAVEPOINTS, Capability.UNIQUE_KEYS})
    default void whatWasRefusedIsNoPartOfATransactionThatGoesOn() {
        Label taken = stored(new Label(null, "taken"));
        observe(relata().bulk()
                        .insert(List.of(new Label(null, "a"), new Label(null, "taken"), new Label(null, "b")))
                        .onErrorResume(ConstraintViolationException.class, refused -> Flux.empty())
                        .then(relata().insert(new Label(null, "kept")))
                        .as(relata()::transactional))
                .value();
        assertThat(observe(relata().from(Label.class).values(Label::name)).values())
                .containsExactlyInAnyOrder(taken.name(), "kept");
    }
}
