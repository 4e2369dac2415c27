package dev.relata.test.conformance;

import static dev.relata.model.Assignment.set;
import static dev.relata.model.Relationships.hasOne;
import static dev.relata.model.Relationships.manyToMany;
import static dev.relata.model.Relationships.manyToOne;
import static dev.relata.model.Relationships.oneToMany;
import static dev.relata.model.Sort.desc;

import dev.relata.Relata;
import dev.relata.model.HasOne;
import dev.relata.model.Id;
import dev.relata.model.ManyToManyThrough;
import dev.relata.model.ManyToOne;
import dev.relata.model.OneToMany;
import dev.relata.model.Property;
import dev.relata.model.Unique;
import dev.relata.model.Version;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records whose constructors refuse negative numbers, so that a row can be stored that cannot be read. */
final class Fleet {

    private Fleet() {}

    static Class<?>[] types() {
        return new Class<?>[] {Harbour.class, Ship.class, Sailor.class, Duty.class, Logbook.class};
    }

    /** Four harbours with two ships each; each ship with a logbook and a sailor, and towed by the ship before. */
    static Relata launched(StoreUnderTest store) {
        Relata fleet = store.bare(builder -> builder.valuesInErrors(true), types());
        store.observe(fleet.schema().create()).answers();
        for (long harbour = 1; harbour <= 4; harbour++) {
            store.observe(fleet.insert(new Harbour(harbour, 10))).value();
            for (long ship = 2 * harbour - 1; ship <= 2 * harbour; ship++) {
                store.observe(fleet.insert(new Ship(ship, harbour, ship == 1 ? null : ship - 1, (int) ship)))
                        .value();
                store.observe(fleet.insert(new Logbook(ship, ship, 1))).value();
                store.observe(fleet.insert(new Sailor(ship, 20))).value();
                store.observe(fleet.insert(new Duty(ship, ship, ship, 8))).value();
            }
        }
        return fleet;
    }

    /** Stores a number, also one that the row's constructor refuses. */
    static <T> void change(
            StoreUnderTest store, Relata fleet, Class<T> type, Property<T, Integer> property, long id, int number) {
        store.observe(fleet.from(type).where(identity(type)).eq(id).update(set(property, number)))
                .answers(1L);
    }

    @SuppressWarnings("unchecked") // the components are Longs of the same name
    private static <T> Property<T, Long> identity(Class<T> type) {
        Object key = type == Harbour.class
                ? (Property<Harbour, Long>) Harbour::id
                : type == Ship.class
                        ? (Property<Ship, Long>) Ship::id
                        : type == Sailor.class
                                ? (Property<Sailor, Long>) Sailor::id
                                : type == Duty.class
                                        ? (Property<Duty, Long>) Duty::id
                                        : (Property<Logbook, Long>) Logbook::id;
        return (Property<T, Long>) key;
    }

    private static void notNegative(int number) {
        if (number < 0) {
            throw new IllegalArgumentException(number + " is negative");
        }
    }

    record Harbour(@Id Long id, int depth) {

        static final OneToMany<Harbour, Ship> SHIPS = oneToMany(Harbour.class, Ship::harbourId);
        static final OneToMany<Harbour, Ship> LARGEST = oneToMany(Harbour.class, Ship::harbourId)
                .orderBy(desc(Ship::tons))
                .limit(1);

        Harbour {
            notNegative(depth);
        }
    }

    record Ship(@Id Long id, Long harbourId, @Nullable Long tugId, int tons) {

        static final ManyToOne<Ship, Harbour> HARBOUR = manyToOne(Ship::harbourId, Harbour.class);
        static final ManyToOne<Ship, Ship> TUG =
                manyToOne(Ship::tugId, Ship.class).optional();
        static final OneToMany<Ship, Ship> TOWED = oneToMany(Ship.class, Ship::tugId);
        static final HasOne<Ship, Logbook> LOGBOOK = hasOne(Ship.class, Logbook::shipId);
        static final ManyToManyThrough<Ship, Sailor, Duty> CREW =
                manyToMany(Ship.class, Sailor.class).through(Duty::shipId, Duty::sailorId);

        Ship {
            notNegative(tons);
        }
    }

    record Sailor(@Id Long id, int age) {

        Sailor {
            notNegative(age);
        }
    }

    record Duty(
            @Id Long id,
            @Unique("pair") Long shipId,
            @Unique("pair") Long sailorId,
            int hours) {

        Duty {
            notNegative(hours);
        }
    }

    record Logbook(@Id Long id, @Unique Long shipId, int pages) {

        Logbook {
            notNegative(pages);
        }
    }

    /** Is turned three times at the most: the store counts on, and its row is refused. */
    record Buoy(@Id Long id, String colour, @Version int turns) {

        Buoy {
            if (turns > 3) {
                throw new IllegalArgumentException(turns + " turns are too many");
            }
        }
    }

    record Tonnage(Long id, int tons) {

        Tonnage {
            notNegative(tons);
        }
    }

    record HarbourView(Long id, List<Tonnage> ships) {}

    record ShipView(Long id, @Nullable Logbook logbook) {}
}
