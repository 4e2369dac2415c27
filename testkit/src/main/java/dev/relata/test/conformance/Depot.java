package dev.relata.test.conformance;

import static dev.relata.model.Relationships.manyToMany;
import static dev.relata.model.Relationships.manyToOne;
import static dev.relata.model.Relationships.oneToMany;
import static dev.relata.model.Sort.asc;

import dev.relata.Relata;
import dev.relata.model.Id;
import dev.relata.model.ManyToMany;
import dev.relata.model.ManyToManyThrough;
import dev.relata.model.ManyToOne;
import dev.relata.model.OnUpdate;
import dev.relata.model.OneToMany;
import org.jspecify.annotations.Nullable;

/** Records whose keys are whole numbers of other sizes than the ids that they refer to. */
final class Depot {

    private Depot() {}

    static Class<?>[] types() {
        return new Class<?>[] {Bay.class, Crate.class, Mark.class, Seal.class, Sealed.class};
    }

    /** Bays 1 and 70,000, and two crates in the first. */
    static Relata filled(StoreUnderTest store) {
        Relata depot = store.bare(types());
        store.observe(depot.schema().create()).answers();
        store.observe(depot.insert(new Bay(1, "one"))).value();
        store.observe(depot.insert(new Bay(70_000, "large"))).value();
        store.observe(depot.insert(new Crate(1L, (short) 1, "a"))).value();
        store.observe(depot.insert(new Crate(2L, (short) 1, "b"))).value();
        for (short id = 1; id <= 3; id++) {
            store.observe(depot.insert(new Mark(id, "tag " + id))).value();
        }
        store.observe(depot.insert(new Seal(1, "red"))).value();
        return depot;
    }

    /** A larger number. */
    record Bay(@Id int id, String name) {
        static final OneToMany<Bay, Crate> CRATES =
                oneToMany(Bay.class, Crate::bayId).orderBy(asc(Crate::name));
    }

    /** Refers by a smaller one. */
    record Crate(@Id long id, @Nullable Short bayId, String name) {
        static final ManyToOne<Crate, Bay> BAY =
                manyToOne(Crate::bayId, Bay.class).optional().onUpdate(OnUpdate.CASCADE);
        static final ManyToMany<Crate, Mark> MARKS =
                manyToMany(Crate.class, Mark.class).orderBy(asc(Mark::name));
        static final ManyToManyThrough<Crate, Seal, Sealed> SEALS =
                manyToMany(Crate.class, Seal.class).through(Sealed::crateId, Sealed::sealId);
    }

    /** By the smallest that databases have. */
    record Mark(@Id short id, String name) {}

    /** An end of join records. */
    record Seal(@Id int id, String name) {}

    /** Refers to both ends by numbers of another size. */
    record Sealed(@Id int crateId, @Id long sealId) {}
}
