package dev.relata.test.conformance;

import static dev.relata.model.Assignment.set;
import static dev.relata.model.Relationships.manyToMany;
import static dev.relata.test.conformance.Rows.author;

import dev.relata.Relata;
import dev.relata.error.InvalidValueException;
import dev.relata.error.RelataException;
import dev.relata.error.StoreException;
import dev.relata.model.Column;
import dev.relata.model.Id;
import dev.relata.model.ManyToManyThrough;
import dev.relata.model.Unique;
import dev.relata.query.Bulk;
import dev.relata.query.Fetch;
import dev.relata.spi.Capability;
import dev.relata.test.conformance.model.Author;
import dev.relata.test.conformance.model.Parcel;
import dev.relata.test.conformance.model.Rate;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Errors of values, and of the records that are made of them, say which property and which row. */
public interface RefusedValueContract extends StoreUnderTest {

    /**
     * Somebody whose columns hold little. Immutable.
     *
     * @param id the id
     * @param name a text
     * @param owed a number
     * @param card a key
     */
    record Guest(
            @Id long id,
            @Column(length = 5) String name,
            @Column(precision = 5, scale = 2) BigDecimal owed,
            @Unique @Nullable String card) {

        /** Links with data. */
        public static final ManyToManyThrough<Guest, Room, Stay> ROOMS =
                manyToMany(Guest.class, Room.class).through(Stay::guestId, Stay::roomId);
    }

    /**
     * What a guest stays in. Immutable.
     *
     * @param id the id
     */
    record Room(@Id long id) {}

    /**
     * A link with data. Immutable.
     *
     * @param id the id
     * @param guestId the guest
     * @param roomId the room
     * @param note what is said of it
     */
    record Stay(
            @Id @Nullable Long id,
            @Unique("stay") long guestId,
            @Unique("stay") long roomId,
            @Nullable @Column(length = 4) String note) {}

    /** How little of a rate is shown. Refuses what the rate refuses. */
    record Price(int cents) {

        /** As the rate does. */
        public Price {
            if (cents < 0) {
                throw new IllegalStateException("no price is below 0");
            }
        }
    }

    /** In the scale of its column. */
    BigDecimal OWED = new BigDecimal("1.00");

    private static Guest guest(long id) {
        return new Guest(id, "ann", OWED, null);
    }

    private static Guest named(long id, String name) {
        return new Guest(id, name, OWED, null);
    }

    private static Guest owing(long id, String owed) {
        return new Guest(id, "ann", new BigDecimal(owed), null);
    }

    private void fails(Publisher<?> write, String... words) {
        observe(write).fails(StoreException.class).hasMessageContainingAll(words);
    }

    /** The message with its values, which the constructor's own may repeat. */
    private static String whole(Throwable error) {
        return error instanceof RelataException known ? known.messageWithValues() : error.toString();
    }

    private Relata guests() {
        Relata bare = bare(Guest.class, Room.class, Stay.class);
        observe(bare.schema().create()).answers();
        return bare;
    }

    /** One row, by every write there is. */
    @Test
    @Tag("S115")
    @Requires({Capability.SCHEMA, Capability.VALUE_LIMITS})
    default void aWriteThatIsRefusedNamesTheProperty() {
        Relata bare = guests();
        observe(bare.insert(guest(1))).value();
        fails(bare.insert(named(2, "annabel")), "Guest.name");
        fails(bare.insert(owing(2, "1000")), "Guest.owed");
        fails(bare.upsert(named(2, "annabel")), "Guest.name");
        fails(bare.upsert(owing(1, "1000")), "Guest.owed");
        fails(bare.update(named(1, "annabel")), "Guest.name");
        fails(bare.update(owing(1, "-999.995")), "Guest.owed");
        fails(bare.from(Guest.class).update(set(Guest::name, "annabel")), "Guest.name");
        fails(bare.from(Guest.class).update(set(Guest::owed, new BigDecimal("1E+9"))), "Guest.owed");
        observe(bare.from(Guest.class).all()).answers(guest(1));
    }

    /** Of many rows the one that is refused is told by its place and its id. */
    @Test
    @Tag("S115")
    @Requires({Capability.SCHEMA, Capability.VALUE_LIMITS})
    default void aWriteOfManyThatIsRefusedNamesTheRow() {
        Relata bare = guests();
        List<Guest> rows = List.of(guest(1), named(2, "annabel"), guest(3));
        fails(bare.bulk().insert(rows), "Guest.name of row 2 of the 3", "id=2");
        fails(bare.bulk().upsert(rows), "Guest.name", "id=2");
        observe(bare.bulk().insert(List.of(guest(1), guest(2), guest(3)))).values();
        fails(bare.bulk().update(rows), "Guest.name", "id=2");
        fails(bare.bulk().update(List.of(guest(1), owing(3, "1000"))), "Guest.owed", "id=3");
        List<Guest> more = new ArrayList<>();
        for (long id = 10; id < 30; id++) {
            more.add(id == 25 ? named(id, "annabel") : guest(id));
        }
        fails(
                bare.bulk(Bulk.chunkSize(10)).insert(Guest.class, Flux.fromIterable(more)),
                "Guest.name of row 6 of the 10",
                "id=25",
                "the chunk that begins with row 11");
    }

    /** As many as may be sent in another way. */
    @Test
    @Tag("S115")
    @Requires({Capability.SCHEMA, Capability.VALUE_LIMITS, Capability.TRANSACTIONS})
    default void aLargeChunkNamesTheRow() {
        Relata bare = guests();
        List<Guest> rows = new ArrayList<>();
        for (long id = 1; id <= 1500; id++) {
            rows.add(id == 1234 ? owing(id, "1000") : guest(id));
        }
        fails(bare.transactional(bare.bulk().insert(rows)), "Guest.owed of row 1234 of the 1500", "id=1234");
        rows.set(1233, new Guest(1234, "ann", BigDecimal.ONE, "c"));
        rows.set(700, new Guest(701, "ann", BigDecimal.ONE, "c"));
        fails(bare.transactional(bare.bulk().insert(rows)), "Guest.card");
        observe(bare.from(Guest.class).count()).answers(0L);
    }

    /** What is said of it is found out without another statement, which a failed transaction would refuse. */
    @Test
    @Tag("S115")
    @Requires({Capability.SCHEMA, Capability.VALUE_LIMITS, Capability.TRANSACTIONS})
    default void theTransactionGoesOnAfterARefusedWrite() {
        Relata bare = guests();
        Mono<Guest> both = bare.insert(named(1, "annabel"))
                .onErrorResume(
                        StoreException.class,
                        e -> bare.insert(named(
                                1,
                                String.valueOf(String.valueOf(e.getMessage()).contains("Guest.name"))
                                        .substring(0, 4))));
        observe(bare.transactional(both)).answers(named(1, "true"));
    }

    /** The data of links. */
    @Test
    @Tag("S115")
    @Requires({Capability.SCHEMA, Capability.VALUE_LIMITS})
    default void linksWithDataNameTheProperty() {
        Relata bare = guests();
        Guest ann = observe(bare.insert(guest(1))).value();
        Room one = observe(bare.insert(new Room(1))).value();
        Room two = observe(bare.insert(new Room(2))).value();
        fails(bare.on(ann, Guest.ROOMS).add(one, set(Stay::note, "too long")), "Stay.note");
        observe(bare.on(ann, Guest.ROOMS).addMany(List.of(one, two))).values();
        fails(bare.on(ann, Guest.ROOMS).put(one, set(Stay::note, "too long")), "Stay.note");
        fails(bare.on(ann, Guest.ROOMS).links().update(set(Stay::note, "too long")), "Stay.note");
    }

    /** A key that is taken is named by its properties. */
    @Test
    @Tag("S115")
    @Requires(Capability.UNIQUE_KEYS)
    default void aKeyThatIsTakenIsNamed() {
        stored(author("ann"));
        fails(relata().insert(author("ann")), "Author.email");
        Author bea = stored(author("bea"));
        fails(relata().update(new Author(bea.id(), "bea", "ann@example.com")), "Author.email");
    }

    /** Every way to a row whose record refuses what is stored. */
    @Test
    @Tag("S116")
    default void aRecordThatRefusesItsValuesIsNamedWithItsId() {
        Rate near = stored(new Rate(null, "near", 1));
        Parcel parcel = stored(new Parcel(null, "near"));
        observe(relata().from(Rate.class).update(set(Rate::cents, -1))).answers(1L);
        String id = "Rate with id=" + near.id();
        long key = Objects.requireNonNull(near.id());

        for (Supplier<Publisher<?>> read : List.<Supplier<Publisher<?>>>of(
                () -> relata().find(Rate.class, key),
                () -> relata().from(Rate.class).all(),
                () -> relata().from(Rate.class).iterate(),
                () -> relata().from(Rate.class).page(2),
                () -> relata().from(Rate.class).graphs(),
                () -> relata().on(parcel, Parcel.RATE).get(),
                () -> relata().from(Parcel.class).fetch(Fetch.of(Parcel.RATE)).graphs())) {
            observe(read.get())
                    .fails(InvalidValueException.class)
                    .hasMessageContaining(id)
                    .extracting(RefusedValueContract::whole)
                    .asString()
                    .contains("cents must be 0 or more, were -1");
        }
        observe(relata().from(Rate.class).into(Price.class).all())
                .fails(InvalidValueException.class)
                .hasMessageContaining("Price with id=" + near.id())
                .extracting(RefusedValueContract::whole)
                .asString()
                .contains("no price is below 0");
    }
}
