package dev.relata.test.conformance;

import static dev.relata.model.Sort.asc;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.error.InvalidValueException;
import dev.relata.error.RefusedException;
import dev.relata.spi.Capability;
import dev.relata.test.conformance.Depot.Bay;
import dev.relata.test.conformance.Depot.Crate;
import dev.relata.test.conformance.Depot.Mark;
import dev.relata.test.conformance.Depot.Seal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** Whole numbers of other sizes, as keys and as ids that are given: never changed, or refused in words. */
public interface KeySizeContract extends StoreUnderTest {

    private static Crate crate(long id, @Nullable Integer bay, String name) {
        return new Crate(id, bay == null ? null : bay.shortValue(), name);
    }

    /** In both directions, alone, together and in one statement for many. */
    @Test
    @Tag("S145")
    @Requires(Capability.SCHEMA)
    default void keysOfAnotherSizeRelateRows() {
        Relata depot = Depot.filled(this);
        Bay one = new Bay(1, "one");
        Bay large = new Bay(70_000, "large");
        List<Crate> crates = List.of(crate(1, 1, "a"), crate(2, 1, "b"));

        observe(depot.on(crates.get(0), Crate.BAY).get()).sends(1).answers(one);
        observe(depot.on(one, Bay.CRATES).all().collectList()).sends(1).answers(crates);
        observe(depot.on(large, Bay.CRATES).count()).answers(0L);
        observe(depot.load(List.of(one, large), Bay.CRATES)).sends(1).answers(Map.of(one, crates, large, List.of()));
        observe(depot.load(crates, Crate.BAY)).sends(1).answers(Map.of(crates.get(0), one, crates.get(1), one));
        observe(Flux.fromIterable(crates)
                        .flatMapSequential(each -> depot.on(each, Crate.BAY).get())
                        .as(depot::batched))
                .sends(1)
                .answers(one, one);
        observe(depot.from(Bay.class)
                        .orderBy(asc(Bay::id))
                        .fetch(Bay.CRATES)
                        .graphs()
                        .map(graph -> graph.many(Bay.CRATES).size()))
                .answers(2, 0);
        observe(depot.from(Crate.class)
                        .where(Crate.BAY, bays -> bays.where(Bay::name).eq("one"))
                        .count())
                .answers(2L);
        observe(depot.from(Bay.class)
                        .whereAny(Bay.CRATES, all -> all.where(Crate::name).eq("b"))
                        .all())
                .answers(one);
    }

    /** By rows that are written under a key of another size. */
    @Test
    @Tag("S145")
    @Requires(Capability.SCHEMA)
    default void keysOfAnotherSizeAreWritten() {
        Relata depot = Depot.filled(this);
        Bay one = new Bay(1, "one");
        Bay large = new Bay(70_000, "large");

        observe(depot.on(one, Bay.CRATES).create(crate(3, null, "c"))).answers(crate(3, 1, "c"));
        observe(depot.on(one, Bay.CRATES).remove(crate(3, 1, "c"))).answers();
        observe(depot.on(one, Bay.CRATES).add(crate(3, null, "c"))).answers(crate(3, 1, "c"));
        observe(depot.on(crate(3, 1, "c"), Crate.BAY).set(null)).answers(crate(3, null, "c"));
        observe(depot.on(crate(3, null, "c"), Crate.BAY).set(one)).answers(crate(3, 1, "c"));
        observe(depot.on(large, Bay.CRATES).add(crate(3, 1, "c")))
                .sends(0)
                .failsNaming(InvalidValueException.class, "Crate.bayId", "Short", "70000");
        observe(depot.on(crate(3, 1, "c"), Crate.BAY).set(large))
                .sends(0)
                .failsNaming(InvalidValueException.class, "Crate.bayId", "70000");
    }

    /** The keys of crates go with the id of their bay. */
    @Test
    @Tag("S145")
    @Requires(Capability.KEY_CHANGES)
    default void keysOfAnotherSizeFollow() {
        Relata depot = Depot.filled(this);

        observe(depot.changeId(new Bay(1, "one"), 2)).answers(new Bay(2, "one"));

        observe(depot.on(new Bay(2, "one"), Bay.CRATES).count()).answers(2L);
    }

    /** As literals of Java are, and as they come from elsewhere. */
    @Test
    @Tag("S145")
    @Requires(Capability.SCHEMA)
    default void idsOfAnotherSizeAreTaken() {
        Relata depot = Depot.filled(this);
        Crate first = crate(1, 1, "a");

        observe(depot.find(Mark.class, 2)).sends(1).answers(new Mark((short) 2, "tag 2"));
        observe(depot.find(Mark.class, 2L)).answers(new Mark((short) 2, "tag 2"));
        observe(depot.find(Crate.class, 1)).answers(first);
        observe(depot.onKey(Bay.CRATES, 1L).count()).answers(2L);
        observe(depot.on(first, Crate.MARKS).addIds(1, 2L)).answers(2L);
        observe(depot.on(first, Crate.MARKS).setIds(2, 3)).answers();
        observe(depot.on(first, Crate.MARKS).removeIds(3)).answers(1L);
        observe(depot.on(first, Crate.MARKS).ids()).answers((short) 2);
        observe(Flux.just(1, 2, 3)
                        .flatMapSequential(id -> depot.find(Mark.class, id).map(Mark::name))
                        .as(depot::batched))
                .sends(1)
                .answers("tag 1", "tag 2", "tag 3");
    }

    /** In words, and before anything is sent. */
    @Test
    @Tag("S145")
    @Requires(Capability.SCHEMA)
    default void idsThatDoNotFitAreRefused() {
        Relata depot = Depot.filled(this);

        observe(depot.find(Mark.class, 70_000))
                .sends(0)
                .fails(RefusedException.class)
                .hasMessageContainingAll("Mark.id", "Short", "70000", "32767");
        observe(depot.on(crate(1, 1, "a"), Crate.MARKS).addIds(70_000))
                .sends(0)
                .fails(RefusedException.class)
                .hasMessageContaining("Mark.id");
        observe(depot.find(Mark.class, "2"))
                .sends(0)
                .fails(RefusedException.class)
                .hasMessageContaining("not String");
    }

    /** Both ends of a join record. */
    @Test
    @Tag("S145")
    @Requires(Capability.SCHEMA)
    default void joinRecordsHoldKeysOfAnotherSize() {
        Relata depot = Depot.filled(this);
        Crate first = crate(1, 1, "a");
        Seal red = new Seal(1, "red");

        observe(depot.on(first, Crate.SEALS).add(red)).answers(true);

        observe(depot.on(first, Crate.SEALS).all()).answers(red);
        assertThat(observe(depot.on(first, Crate.SEALS).links().all()).values()).hasSize(1);
        observe(depot.on(first, Crate.SEALS).remove(red)).answers(true);
        observe(depot.on(first, Crate.SEALS).count()).answers(0L);
    }
}
