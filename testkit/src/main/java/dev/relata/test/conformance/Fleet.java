package dev.relata.test.conformance;

import static dev.relata.model.Relationships.hasOne;
import static dev.relata.model.Relationships.manyToMany;
import static dev.relata.model.Relationships.manyToOne;
import static dev.relata.model.Relationships.oneToMany;
import static dev.relata.model.Sort.desc;

import dev.relata.model.HasOne;
import dev.relata.model.Id;
import dev.relata.model.ManyToManyThrough;
import dev.relata.model.ManyToOne;
import dev.relata.model.OneToMany;
import dev.relata.model.Unique;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records whose constructors refuse negative numbers, so that a row can be stored that cannot be read. */
final class Fleet {

    private Fleet() {}

    static Class<?>[] types() {
        return new Class<?>[] {Harbour.class, Ship.class, Sailor.class, Duty.class, Logbook.class};
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

    record Tonnage(Long id, int tons) {

        Tonnage {
            notNegative(tons);
        }
    }

    record HarbourView(Long id, List<Tonnage> ships) {}

    record ShipView(Long id, @Nullable Logbook logbook) {}
}
