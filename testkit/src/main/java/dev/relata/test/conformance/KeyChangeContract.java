package dev.relata.test.conformance;

import static dev.relata.model.Assignment.set;

import dev.relata.error.ConstraintViolationException;
import dev.relata.error.ProtectedException;
import dev.relata.error.RefusedException;
import dev.relata.error.RowNotFoundException;
import dev.relata.query.Bulk;
import dev.relata.spi.Capability;
import dev.relata.test.conformance.model.Label;
import dev.relata.test.conformance.model.Permit;
import dev.relata.test.conformance.model.Region;
import dev.relata.test.conformance.model.Street;
import dev.relata.test.conformance.model.Town;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** Keys that change while rows refer to them. */
public interface KeyChangeContract extends StoreUnderTest {

    private Region region(String code) {
        Region region = stored(new Region(code, code + "-tag", null));
        stored(new Town(code, 1L));
        stored(new Town(code, 2L));
        return region;
    }

    /** An id, and the ids below that hold it. */
    @Test
    @Tag("S86")
    @Requires(Capability.KEY_CHANGES)
    default void whatRefersToAnIdFollowsItToAnyDepth() {
        Region north = region("north");
        region("south");
        stored(new Street(1L, "north", 1L, null, null));
        Street untouched = stored(new Street(2L, "south", 1L, null, null));
        Label label = stored(new Label(null, "cold"));
        observe(relata().on(north, Region.LABELS).add(label)).answers(true);

        Region moved = observe(relata().changeId(north, "arctic")).sends(3).value();

        observe(relata().find(Region.class, "arctic")).answers(moved);
        observe(relata().find(Region.class, "north")).answers();
        observe(relata().from(Town.class).where(Town::regionCode).eq("arctic").count())
                .answers(2L);
        observe(relata().from(Town.class).where(Town::regionCode).eq("south").count())
                .answers(2L);
        observe(relata().from(Street.class).all())
                .answersInAnyOrder(new Street(1L, "arctic", 1L, null, null), untouched);
        observe(relata().on(label, Region.LABELS.inverse()).all()).answers(moved);
    }

    /** A row that refers to itself, and rows that refer to it. */
    @Test
    @Tag("S86")
    @Requires(Capability.KEY_CHANGES)
    default void aRowThatRefersToItselfFollowsItself() {
        Region top = stored(new Region("top", "t", null));
        observe(relata().on(top, Region.PARENT).set(top)).value();
        stored(new Region("low", "l", "top"));

        observe(relata().changeId(top, "new")).value();

        observe(relata().from(Region.class).all())
                .answersInAnyOrder(new Region("new", "t", "new"), new Region("low", "l", "new"));
    }

    /** Another key than the id, by each way of updating it. */
    @Test
    @Tag("S86")
    @Requires(Capability.KEY_CHANGES)
    default void whatRefersToAnotherKeyFollowsAnUpdate() {
        Region north = region("north");
        stored(new Street(1L, "north", 1L, "north-tag", null));
        stored(new Street(2L, "north", 1L, "north-tag", "north-tag"));
        stored(new Street(3L, "north", 1L, null, "north-tag"));

        observe(relata().update(new Region("north", "one", null))).sends(2).value();
        observe(relata().from(Street.class).all())
                .answersInAnyOrder(
                        new Street(1L, "north", 1L, "one", null),
                        new Street(2L, "north", 1L, "one", "one"),
                        new Street(3L, "north", 1L, null, "one"));
        observe(relata().from(Region.class).where(Region::code).eq("north").update(set(Region::tag, "two")))
                .sends(2)
                .answers(1L);
        observe(relata().bulk().update(List.of(new Region("north", "three", null))))
                .value();
        observe(relata().from(Street.class).values(Street::endTag).filter(tag -> tag.equals("three")))
                .answers("three", "three");
        observe(relata().update(new Region("north", "three", "north"))).sends(2).value();
        observe(relata().on(north, Region.PARENT).get()).answers();
    }

    /** Many rows, of which some keys change: a lock and one statement for each chunk. */
    @Test
    @Tag("S86")
    @Requires(Capability.KEY_CHANGES)
    default void manyKeysAreFollowedInStatementsForChunksAndNotForRows() {
        List<Region> regions =
                IntStream.range(0, 10).mapToObj(i -> region("r" + i)).toList();
        for (int i = 0; i < 10; i++) {
            String end = i % 3 == 0 ? null : "r" + (i * 7 % 10) + "-tag";
            stored(new Street((long) i, "r0", 1L, "r" + i + "-tag", end));
        }
        List<Region> retagged = regions.stream()
                .map(region -> region.code().compareTo("r6") < 0
                        ? new Region(region.code(), region.code() + "-new", "r9")
                        : new Region(region.code(), region.tag(), "r8"))
                .toList();

        observe(relata().bulk().update(retagged)).sends(2).answers(retagged.toArray(Region[]::new));
        observe(relata().from(Region.class).all()).answersInAnyOrder(retagged.toArray(Region[]::new));
        Map<String, String> tags = new HashMap<>();
        retagged.forEach(region -> tags.put(region.code() + "-tag", region.tag()));
        for (int i = 0; i < 10; i++) {
            String end = i % 3 == 0 ? null : tags.get("r" + (i * 7 % 10) + "-tag");
            observe(relata().find(Street.class, (long) i))
                    .answers(new Street((long) i, "r0", 1L, tags.get("r" + i + "-tag"), end));
        }
        observe(relata().bulk().update(retagged)).sends(2).answers(retagged.toArray(Region[]::new));
        observe(relata().bulk(Bulk.chunkSize(5)).update(Region.class, Flux.fromIterable(regions)))
                .sends(4)
                .answers(10L);
        observe(relata().from(Street.class).where(Street::startTag).eq("r3-tag").ids())
                .answers(3L);
        observe(relata().bulk().update(List.of(retagged.get(1), new Region("none", "none", null))))
                .sends(1)
                .fails(RowNotFoundException.class);
        observe(relata().find(Region.class, "r1")).answers(regions.get(1));
    }

    /** Nothing said, and a row that refers. */
    @Test
    @Tag("S86")
    @Requires(Capability.KEY_CHANGES)
    default void aChangeThatMayNotBeFollowedIsRefused() {
        Region north = region("north");
        stored(new Permit(1L, "north"));

        observe(relata().changeId(north, "arctic"))
                .fails(ProtectedException.class)
                .hasMessageContaining("Permit.REGION is not onUpdate(CASCADE), and 1 row(s) of permits")
                .hasMessageContaining("Permit id=1");
        observe(relata().from(Town.class).where(Town::regionCode).eq("north").count())
                .answers(2L);
        observe(relata().delete(new Permit(1L, "north"))).answers(true);
        observe(relata().changeId(north, "arctic")).value();
    }

    /** What cannot be an id, an id that is taken, and a row that is gone. */
    @Test
    @Tag("S86")
    @Requires(Capability.KEY_CHANGES)
    default void anIdThatCannotBeIsRefused() {
        Region north = region("north");
        region("south");

        observe(relata().changeId(north, 5)).sends(0).fails(RefusedException.class);
        observe(relata().changeId(north, "south")).fails(ConstraintViolationException.class);
        observe(relata().changeId(new Region("none", "x", null), "some"))
                .failsNaming(RowNotFoundException.class, "Region.changeId: code=none to update is gone");
        observe(relata().find(Region.class, "north")).answers(north);
    }
}
