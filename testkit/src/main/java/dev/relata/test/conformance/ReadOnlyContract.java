package dev.relata.test.conformance;

import static dev.relata.model.Assignment.set;
import static dev.relata.model.Conditions.gt;
import static dev.relata.model.Sort.asc;
import static dev.relata.model.Sort.desc;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.error.RefusedException;
import dev.relata.query.Bulk;
import dev.relata.query.Group;
import dev.relata.query.OnConflict;
import dev.relata.spi.Capability;
import dev.relata.test.conformance.Gallery.Display;
import dev.relata.test.conformance.Gallery.Exhibit;
import dev.relata.test.conformance.Gallery.Room;
import dev.relata.test.conformance.Gallery.Shown;
import dev.relata.test.conformance.Gallery.Sign;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What is only read is never written: components that the store computes, and rows of views and of tables without a key. */
public interface ReadOnlyContract extends StoreUnderTest {

    private static Display display(String title, int weight) {
        return new Display(1, title, weight);
    }

    private void refused(Publisher<?> call, String words) {
        observe(call).sends(0).fails(RefusedException.class).hasMessageContaining(words);
    }

    private Exhibit mask(Relata gallery) {
        return observe(gallery.from(Exhibit.class)
                        .where(Exhibit::title)
                        .eq("mask")
                        .one())
                .value();
    }

    /** Rows are equal where only what the store computes differs. */
    private static Exhibit bare(Exhibit exhibit) {
        return new Exhibit(exhibit.id(), exhibit.roomId(), exhibit.title(), exhibit.weight(), null);
    }

    /** Neither by an insert, nor by an update of the row, whatever the row holds. */
    @Test
    @Tag("S140")
    @Requires(Capability.SCHEMA)
    default void aReadOnlyComponentIsNeverWritten() {
        Relata gallery = Gallery.opened(this);
        Exhibit mask = mask(gallery);

        Exhibit updated = observe(gallery.update(new Exhibit(mask.id(), 1, "mask", 8, 99)))
                .value();

        assertThat(updated.twice()).isIn(null, 16);
        assertThat(observe(gallery.from(Exhibit.class).values(Exhibit::twice)).values())
                .doesNotContain(99);
        assertThat(mask(gallery)).isEqualTo(updated);
    }

    /** In chunks, under a policy, and beside a row that is there. */
    @Test
    @Tag("S140")
    @Requires(Capability.SCHEMA)
    default void aReadOnlyComponentIsLeftOutOfBulkWrites() {
        Relata gallery = Gallery.opened(this);
        Exhibit mask = mask(gallery);
        Exhibit heavier = new Exhibit(mask.id(), 1, "mask", 9, 99);

        List<Exhibit> stored = observe(gallery.bulk().insert(List.of(new Exhibit(null, 2, "urn", 1, 99))))
                .values();
        assertThat(stored.get(0).twice()).isIn(null, 2);
        assertThat(bare(observe(gallery.bulk().update(List.of(heavier))).value()))
                .isEqualTo(bare(heavier));
        assertThat(bare(observe(gallery.bulk().upsert(List.of(heavier))).value()))
                .isEqualTo(bare(heavier));
        assertThat(observe(gallery.from(Exhibit.class).values(Exhibit::twice)).values())
                .doesNotContain(99);
    }

    /** In words, and before anything is sent. */
    @Test
    @Tag("S140")
    @Requires(Capability.SCHEMA)
    default void anAssignmentOfAReadOnlyComponentIsRefused() {
        Relata gallery = Gallery.opened(this);

        refused(gallery.from(Exhibit.class).update(set(Exhibit::twice, 1)), "Exhibit.twice is only read");
    }

    /** Everything that needs no id. */
    @Test
    @Tag("S142")
    @Requires(Capability.SCHEMA)
    default void rowsWithoutAnIdAreRead() {
        Relata gallery = Gallery.opened(this);
        Display vase = display("vase", 5);
        Display mask = display("mask", 7);

        observe(gallery.from(Display.class).all()).sends(1).answersInAnyOrder(vase, mask);
        observe(gallery.from(Display.class).orderBy(desc(Display::title)).iterate())
                .answers(vase, mask);
        observe(gallery.from(Display.class).where(Display::weight, gt(5)).one()).answers(mask);
        observe(gallery.from(Display.class)
                        .orderBy(asc(Display::weight))
                        .limit(1)
                        .all())
                .answers(vase);
        observe(gallery.from(Display.class)
                        .orderBy(asc(Display::weight))
                        .offset(1)
                        .first())
                .answers(mask);
        observe(gallery.from(Display.class).count()).sends(1).answers(2L);
        observe(gallery.from(Display.class).where(Display::title).eq("none").exists())
                .answers(false);
        observe(gallery.from(Display.class).exists()).sends(1).answers(true);
        observe(gallery.from(Display.class).distinct().values(Display::roomId)).answers(1L);
        observe(gallery.from(Display.class).max(Display::weight)).answers(7);
        observe(gallery.from(Display.class).group(Display::roomId).count()).answers(new Group<>(1L, 2L));
    }

    /** One row, none, and rows in lists, also with others in one statement. */
    @Test
    @Tag("S142")
    @Requires(Capability.SCHEMA)
    default void rowsWithoutAnIdAreRelated() {
        Relata gallery = Gallery.opened(this);
        Room north = new Room(1, "north");
        Room south = new Room(2, "south");
        List<Display> shown = List.of(display("mask", 7), display("vase", 5));

        observe(gallery.on(display("vase", 5), Display.ROOM).get()).sends(1).answers(north);
        observe(gallery.on(north, Room.DISPLAYS).all().collectList()).sends(1).answers(shown);
        observe(gallery.load(List.of(north, south), Room.DISPLAYS))
                .sends(1)
                .answers(Map.of(north, shown, south, List.of()));
        observe(Flux.just(north, south)
                        .flatMapSequential(
                                room -> gallery.on(room, Room.DISPLAYS).count())
                        .as(gallery::batched))
                .sends(1)
                .answers(2L, 0L);
        observe(gallery.from(Room.class)
                        .orderBy(asc(Room::id))
                        .fetch(Room.DISPLAYS)
                        .graphs()
                        .map(graph -> graph.many(Room.DISPLAYS).size()))
                .sends(2)
                .answers(2, 0);
        observe(gallery.from(Display.class)
                        .orderBy(asc(Display::title))
                        .into(Sign.class)
                        .all())
                .answers(new Sign("mask", north), new Sign("vase", north));
        observe(gallery.from(Room.class)
                        .whereAny(Room.DISPLAYS, displays -> displays.where(Display::weight, gt(6)))
                        .all())
                .answers(north);
    }

    /** In words, and before anything is sent. */
    @Test
    @Tag("S142")
    @Requires(Capability.SCHEMA)
    default void whatNeedsAnIdIsRefusedOfRowsWithoutOne() {
        Relata gallery = Gallery.opened(this);

        refused(gallery.from(Display.class).page(10), "Display has no @Id");
        refused(gallery.from(Display.class).into(Sign.class).page(10, null), "Display has no @Id");
        refused(gallery.find(Display.class, 1L), "Display has no @Id");
        refused(gallery.from(Display.class).ids(), "Display has no @Id");
        refused(gallery.batching().prime(display("vase", 5)).as(gallery::batched), "Display has no @Id");
    }

    /** Also where it has an id, and whatever way the write takes. */
    @Test
    @Tag("S141")
    @Requires(Capability.SCHEMA)
    default void writesOfReadOnlyRowsAreRefused() {
        Relata gallery = Gallery.opened(this);
        Room north = new Room(1, "north");
        Display vase = display("vase", 5);
        Shown shown = new Shown(1, "vase");
        String words = " is @ReadOnly";

        refused(gallery.insert(vase), "Display" + words);
        refused(gallery.insert(shown), "Shown" + words);
        refused(gallery.update(shown), "Shown" + words);
        refused(gallery.upsert(shown), "Shown" + words);
        refused(gallery.getOrCreate(shown, Shown::id), "Shown" + words);
        refused(gallery.changeId(shown, 2L), "Shown" + words);
        refused(gallery.delete(shown), "Shown" + words);
        refused(gallery.deletePlan(shown), "Shown" + words);
        refused(gallery.from(Shown.class).deleteAll(), "Shown" + words);
        refused(gallery.from(Shown.class).update(set(Shown::title, "x")), "Shown" + words);
        refused(gallery.bulk().insert(List.of(vase)), "Display" + words);
        refused(gallery.bulk().insert(Display.class, Flux.just(vase)), "Display" + words);
        refused(gallery.bulk().update(List.of(shown)), "Shown" + words);
        refused(gallery.bulk().delete(List.of(shown)), "Shown" + words);
        refused(gallery.bulk(Bulk.defaults().onConflict(OnConflict.update())).upsert(List.of(shown)), "Shown" + words);
        refused(gallery.on(north, Room.DISPLAYS).create(vase), "Display" + words);
        refused(gallery.on(north, Room.DISPLAYS).add(vase), "Display" + words);
        refused(gallery.on(north, Room.DISPLAYS).clear(), "Display" + words);
        refused(gallery.on(vase, Display.ROOM).set(north), "Display");
        observe(gallery.find(Shown.class, 1L).map(Shown::title)).answers("vase");
        observe(gallery.from(Shown.class).page(10).map(page -> page.items().size()))
                .answers(2);
    }

    /** What would protect the rows is what goes with them. */
    @Test
    @Tag("S141")
    @Requires(Capability.SCHEMA)
    default void readOnlyRowsHoldNothingBack() {
        Relata gallery = Gallery.opened(this);

        observe(gallery.delete(new Room(1, "north"))).answers(true);

        observe(gallery.from(Exhibit.class).count()).answers(0L);
    }

    /** A row that is only read may be made of what was written. */
    @Test
    @Tag("S141")
    @Requires(Capability.SCHEMA)
    default void aScopeForgetsReadOnlyRowsWithEveryWrite() {
        Relata gallery = Gallery.opened(this);
        Room north = new Room(1, "north");
        Mono<Long> shown = gallery.on(north, Room.DISPLAYS).all().count();

        observe(shown.then(gallery.insert(new Exhibit(null, 1, "urn", 1, null)))
                        .then(shown)
                        .as(gallery::batched))
                .answers(3L);
    }

    /** The schema of what is written agrees with what was created. */
    @Test
    @Tag("S141")
    @Requires(Capability.SCHEMA)
    default void noTableIsCreatedForReadOnlyRows() {
        Relata gallery = Gallery.opened(this);

        observe(gallery.schema().verify()).answers();
        assertThat(gallery.schema().ddl()).doesNotContain("displays").doesNotContain("showns");
    }
}
