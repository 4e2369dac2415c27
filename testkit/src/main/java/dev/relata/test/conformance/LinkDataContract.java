package dev.relata.test.conformance;

import static dev.relata.model.Assignment.set;
import static dev.relata.model.Conditions.startsWith;
import static dev.relata.model.Relationships.manyToMany;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.relata.Relata;
import dev.relata.error.InvalidValueException;
import dev.relata.error.RefusedException;
import dev.relata.error.RelatedNotFoundException;
import dev.relata.manager.ThroughManager;
import dev.relata.model.Assignment;
import dev.relata.model.Id;
import dev.relata.model.ManyToManyThrough;
import dev.relata.model.Unique;
import dev.relata.model.UpdatedAt;
import dev.relata.query.Bulk;
import dev.relata.query.Link;
import dev.relata.spi.Capability;
import dev.relata.test.conformance.model.Act;
import dev.relata.test.conformance.model.Billing;
import dev.relata.test.conformance.model.Book;
import dev.relata.test.conformance.model.Cue;
import dev.relata.test.conformance.model.Label;
import dev.relata.test.conformance.model.Play;
import dev.relata.test.conformance.model.Playlist;
import dev.relata.test.conformance.model.Show;
import dev.relata.test.conformance.model.Track;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Links that are records which need data: what needs them, what is changed, and what stays untouched. */
public interface LinkDataContract extends StoreUnderTest {

    /** A walk of several days. */
    record Hike(@Id Long id, String name) {

        /** Where it rests: one hut as often as the way leads there. */
        public static final ManyToManyThrough<Hike, Hut, Rest> RESTS =
                manyToMany(Hike.class, Hut.class).through(Rest::hikeId, Rest::hutId);

        /** What the huts say of it. */
        public static final ManyToManyThrough<Hike, Hut, Stamp> STAMPS =
                manyToMany(Hike.class, Hut.class).through(Stamp::hikeId, Stamp::hutId);
    }

    /** Where one rests. */
    record Hut(@Id Long id, String name) {}

    /** A rest, which can be stored with hours that it is not read with. */
    record Rest(@Id @Nullable Long id, Long hikeId, Long hutId, int hours) {

        /** Refuses what is stored and no rest. */
        public Rest {
            if (id != null && hours < 0) {
                throw new IllegalArgumentException(hours + " hours are too few");
            }
        }
    }

    /** A stamp that needs no data. */
    record Stamp(
            @Id @Nullable Long id,
            @Unique("stamp") Long hikeId,
            @Unique("stamp") Long hutId,
            @Nullable String note,
            @UpdatedAt @Nullable Instant stampedAt) {}

    private Relata hikes() {
        Relata hikes = bare(Hike.class, Hut.class, Rest.class, Stamp.class);
        observe(hikes.schema().create()).answers();
        observe(hikes.insert(new Hike(1L, "north"))).value();
        observe(hikes.insert(new Hut(1L, "lake"))).value();
        return hikes;
    }

    private Show show() {
        return stored(new Show(null, "gala"));
    }

    private List<Act> acts(int number) {
        return observe(relata().bulk()
                        .insert(IntStream.range(0, number)
                                .mapToObj(i -> new Act(null, "act " + i))
                                .toList()))
                .values();
    }

    private static Long id(Act act) {
        return Objects.requireNonNull(act.id(), "store the act first");
    }

    private static Assignment<Cue> lit(String light, int level) {
        return set(Cue::light, light).and(Cue::level, level);
    }

    private static Map<Act, Assignment<Cue>> cues(List<Act> acts) {
        Map<Act, Assignment<Cue>> cues = new LinkedHashMap<>();
        acts.forEach(act -> cues.put(act, lit("red", 1)));
        return cues;
    }

    private static Map<Act, Assignment<Billing>> fees(List<Act> acts, int fee) {
        Map<Act, Assignment<Billing>> fees = new LinkedHashMap<>();
        acts.forEach(act -> fees.put(act, set(Billing::fee, fee)));
        return fees;
    }

    /** The cues of a show in their order. */
    private List<Cue> cuesOf(Show show) {
        return observe(relata().on(show, Show.CUES).links().all().map(Link::data))
                .values();
    }

    /** Sets all times back, so that what is written later shows; every cue is in its second version then. */
    private void setTimesBack(Show show) {
        observe(relata().on(show, Show.CUES).links().update(set(Cue::changedAt, Instant.EPOCH)))
                .value();
    }

    private static List<Long> touched(List<Cue> cues) {
        return cues.stream()
                .filter(cue -> !Instant.EPOCH.equals(cue.changedAt()))
                .peek(cue -> assertThat(cue.version()).isEqualTo(2))
                .map(Cue::actId)
                .toList();
    }

    private static List<Long> untouched(List<Cue> cues) {
        return cues.stream()
                .filter(cue -> Instant.EPOCH.equals(cue.changedAt()))
                .peek(cue -> assertThat(cue.version()).isEqualTo(1))
                .map(Cue::actId)
                .toList();
    }

    /** Only a link that is new needs what a join record must have. */
    @Test
    @Tag("S25")
    @Requires(Capability.CONFLICT_POLICIES)
    default void linksThatAreThereAreSetWithoutData() {
        Show show = show();
        List<Act> acts = acts(4);
        var cues = relata().on(show, Show.CUES);
        observe(cues.addMany(cues(acts.subList(0, 3)))).sends(3).answers(3L);

        observe(cues.set(List.of(acts.get(2), acts.get(0)))).sends(4).answers();
        observe(cues.all()).answers(acts.get(2), acts.get(0));
        observe(cues.setIds(id(acts.get(0)), id(acts.get(2)), id(acts.get(0))))
                .sends(5)
                .answers();
        observe(cues.all()).answers(acts.get(0), acts.get(2));
        assertThat(cuesOf(show)).extracting(Cue::light).containsExactly("red", "red");
        observe(cues.set(Map.of(acts.get(2), set(Cue::note, "loud")))).answers();
        assertThat(cuesOf(show))
                .extracting(Cue::actId, Cue::place, Cue::light, Cue::note)
                .containsExactly(tuple(id(acts.get(2)), 0, "red", "loud"));

        var bills = relata().on(show, Show.BILLS);
        observe(bills.addMany(fees(acts, 5))).sends(1).answers(4L);
        observe(bills.set(acts.subList(0, 2))).sends(3).answers();
        observe(bills.links().all().map(link -> link.data().fee())).answers(5, 5);
    }

    /** What lacks, of which link, and the call that takes it. */
    @Test
    @Tag("S25")
    @Requires(Capability.CONFLICT_POLICIES)
    default void aNewLinkWithoutItsDataIsRefusedAndNothingIsWritten() {
        Show show = show();
        List<Act> acts = acts(3);
        var cues = relata().on(show, Show.CUES);
        observe(cues.addMany(cues(acts.subList(0, 2)))).answers(2L);

        observe(cues.set(acts))
                .sends(2)
                .fails(InvalidValueException.class)
                .hasMessage("Show.CUES.set: a new link to Act id=" + acts.get(2).id()
                        + " needs a value of Cue.light and Cue.level, nothing was written; give the data with the link,"
                        + " set(Map.of(target, set(Cue::light, …).and(Cue::level, …)))");
        observe(cues.setIds(id(acts.get(2))))
                .fails(InvalidValueException.class)
                .hasMessageContaining("setIds(Map.of(id, set(Cue::light, …)");
        observe(cues.set(Map.of(acts.get(2), set(Cue::light, "blue"))))
                .fails(InvalidValueException.class)
                .hasMessageContaining("needs a value of Cue.level,");
        observe(cues.addMany(acts))
                .fails(InvalidValueException.class)
                .hasMessageContaining("addMany(Map.of(target, set(Cue::light, …)");
        observe(cues.putMany(Map.of(acts.get(2), set(Cue::note, "x"))))
                .fails(InvalidValueException.class)
                .hasMessageContaining("Cue.light and Cue.level");
        observe(cues.put(acts.get(2), set(Cue::note, "x"))).fails(InvalidValueException.class);
        observe(cues.add(acts.get(2)))
                .sends(0)
                .fails(InvalidValueException.class)
                .hasMessageContaining("add(target, set(Cue::light, …)");
        assertThat(cuesOf(show))
                .extracting(Cue::actId, Cue::light)
                .containsExactly(tuple(id(acts.get(0)), "red"), tuple(id(acts.get(1)), "red"));
    }

    /** Adding leaves the data of links that are there, putting changes what is given. */
    @Test
    @Tag("S34")
    @Requires(Capability.CONFLICT_POLICIES)
    default void manyLinksAreAddedAndPutWithData() {
        Show show = show();
        List<Act> acts = acts(4);
        var cues = relata().on(show, Show.CUES);
        observe(cues.addMany(cues(acts.subList(0, 2)))).sends(3).answers(2L);

        observe(cues.addMany(Map.of(acts.get(0), lit("blue", 9)))).sends(3).answers(0L);
        observe(cues.addMany(acts.subList(0, 2))).answers(0L);
        Map<Act, Assignment<Cue>> put = new LinkedHashMap<>();
        put.put(acts.get(1), lit("green", 2));
        put.put(acts.get(2), lit("white", 3));
        observe(cues.putMany(put)).answers(2L);
        observe(cues.putIds(Map.of(id(acts.get(1)), set(Cue::note, "slow"))))
                .sends(5)
                .answers(1L);
        observe(cues.addIds(Map.of(id(acts.get(3)), lit("pink", 4)))).sends(4).answers(1L);
        assertThat(cuesOf(show))
                .extracting(Cue::actId, Cue::light, Cue::note)
                .containsExactly(
                        tuple(id(acts.get(0)), "red", null),
                        tuple(id(acts.get(1)), "green", "slow"),
                        tuple(id(acts.get(2)), "white", null),
                        tuple(id(acts.get(3)), "pink", null));
        assertThat(observe(cues.put(acts.get(0), set(Cue::note, "dim"))).value())
                .extracting(Cue::light, Cue::note)
                .containsExactly("red", "dim");
        observe(cues.putIds(Map.of(999_999L, lit("pink", 4)))).fails(RelatedNotFoundException.class);
        observe(cues.addIds(Map.of(999_999L, lit("pink", 4)))).fails(RelatedNotFoundException.class);
        observe(cues.addMany(Map.of(acts.get(0), set(Cue::place, 7)))).sends(0).fails(RefusedException.class);
    }

    /** An id that is given is a new link's. */
    @Test
    @Tag("S34")
    @Requires(Capability.CONFLICT_POLICIES)
    default void aLinkThatIsThereKeepsItsId() {
        Show show = show();
        Act act = acts(1).get(0);
        var cues = relata().on(show, Show.CUES);
        observe(cues.addMany(Map.of(act, lit("red", 1).and(Cue::id, 901L)))).answers(1L);

        observe(cues.putMany(Map.of(act, lit("blue", 1).and(Cue::id, 902L)))).answers(1L);
        observe(cues.putIds(Map.of(id(act), set(Cue::id, 903L).and(Cue::note, "slow"))))
                .answers(1L);
        observe(cues.putIds(Map.of(id(act), set(Cue::id, 904L)))).answers(0L);
        observe(cues.put(act, lit("green", 2).and(Cue::id, 905L))).value();
        observe(cues.set(Map.of(act, set(Cue::id, 906L).and(Cue::level, 3)))).answers();
        assertThat(cuesOf(show))
                .extracting(Cue::id, Cue::light, Cue::level, Cue::note)
                .containsExactly(tuple(901L, "green", 3, "slow"));
    }

    /** A chunk is a statement, also with data. */
    @Test
    @Tag("S95")
    @Requires(Capability.CONFLICT_POLICIES)
    default void linksWithDataTravelInChunks() {
        Bulk<Object> ten = Bulk.chunkSize(10);
        Show show = show();
        List<Act> acts = acts(25);
        ThroughManager<Show, Act, Billing> bills = relata().on(show, Show.BILLS);
        Flux<Link<Long, Assignment<Billing>>> byId =
                Flux.fromIterable(acts).map(act -> new Link<>(id(act), set(Billing::fee, 3)));

        observe(bills.addLinks(Flux.fromIterable(acts).map(act -> new Link<>(act, set(Billing::fee, 1))), ten))
                .sends(3)
                .answers(25L);
        observe(bills.addMany(fees(acts, 2), ten)).sends(3).answers(0L);
        assertThat(feesOf(bills)).containsOnly(1);
        observe(bills.putMany(fees(acts, 2), ten)).sends(3).answers(25L);
        assertThat(feesOf(bills)).containsOnly(2);
        observe(bills.putLinksById(byId, ten)).sends(6).answers(25L);
        assertThat(feesOf(bills)).hasSize(25).containsOnly(3);
        observe(bills.clear()).answers();
        observe(bills.addLinksById(byId, ten)).sends(6).answers(25L);
        observe(bills.addMany(Flux.fromIterable(acts), ten)).answers(0L);
        observe(bills.addIds(Flux.fromIterable(acts).<Object>map(LinkDataContract::id), ten))
                .answers(0L);
        observe(bills.putLinks(Flux.fromIterable(acts).map(act -> new Link<>(act, set(Billing::fee, 4))), ten))
                .sends(3)
                .answers(25L);
        List<Act> twice = List.of(acts.get(0), acts.get(1), acts.get(0));
        List<Integer> fees = List.of(7, 8, 9);
        for (int rows : List.of(1, 3)) {
            observe(bills.putLinks(
                            Flux.range(0, 3).map(i -> new Link<>(twice.get(i), set(Billing::fee, fees.get(i)))),
                            Bulk.chunkSize(rows)))
                    .value();
            observe(bills.links()
                            .whereTarget(Act::title)
                            .eq("act 0")
                            .all()
                            .map(link -> link.data().fee()))
                    .answers(9);
        }
    }

    private List<Integer> feesOf(ThroughManager<Show, Act, Billing> bills) {
        return observe(bills.links().all().map(link -> link.data().fee())).values();
    }

    /** Where a pair may be linked many times, each that is given is a link. */
    @Test
    @Tag("S34")
    default void manyLinksOfOnePairAreAdded() {
        Playlist list = stored(new Playlist(null, "one"));
        Track track = stored(new Track(null, "a"));
        var plays = relata().on(list, Playlist.PLAYS);

        observe(plays.addLinks(Flux.just("calm", "cross", "calm")
                        .map(mood -> new Link<>(track, set(Play::mood, mood)))))
                .sends(1)
                .answers(3L);
        observe(plays.addMany(List.of(track, track))).sends(1).answers(2L);
        observe(plays.links().count()).answers(5L);
        observe(plays.putMany(Map.of(track, set(Play::mood, "x")))).sends(0).fails(RefusedException.class);
    }

    /** A row that the relation would not show, and an order that is not kept by hand. */
    @Test
    @Tag("S26")
    @Requires(Capability.CONFLICT_POLICIES)
    default void whatIsPutThroughAFilterHasToPassIt() {
        Show show = show();
        Act act = stored(new Act(null, "dance"));
        var songs = relata().on(show, Show.CUES.where(Act::title, startsWith("song")));
        Map<Act, Assignment<Cue>> data = Map.of(act, lit("red", 1));

        observe(songs.put(act, lit("red", 1))).sends(0).fails(RefusedException.class);
        observe(songs.putMany(data)).sends(0).fails(RefusedException.class);
        observe(songs.addMany(data)).sends(0).fails(RefusedException.class);
        observe(songs.set(data)).sends(0).fails(RefusedException.class);
        observe(songs.addLinksById(Flux.just(new Link<>(id(act), lit("red", 1)))))
                .fails(RelatedNotFoundException.class);
        observe(songs.links().update(set(Cue::place, 3)))
                .sends(0)
                .fails(RefusedException.class)
                .hasMessageContaining("Cue.place")
                .hasMessageContaining("move(…)");
        observe(relata().on(show, Show.CUES).links().count()).answers(0L);
    }

    /** A failure in the last chunk, and an error of the source. */
    @Test
    @Tag("S96")
    @Requires({Capability.TRANSACTIONS, Capability.CONFLICT_POLICIES})
    default void linksWithDataAreAddedWholeOrNotAtAll() {
        Bulk<Object> ten = Bulk.chunkSize(10);
        Show show = show();
        List<Act> acts = new ArrayList<>(acts(15));
        var bills = relata().on(show, Show.BILLS);
        Flux<Link<Act, Assignment<Billing>>> links =
                Flux.fromIterable(acts).map(act -> new Link<>(act, set(Billing::fee, 1)));
        IllegalStateException broken = new IllegalStateException("the source broke");

        observe(bills.addLinks(links.concatWith(Mono.error(broken)), ten))
                .fails(IllegalStateException.class)
                .isSameAs(broken);
        observe(bills.addMany(Flux.fromIterable(acts), ten)).fails(InvalidValueException.class);
        observe(bills.count()).answers(0L);
    }

    /** A target that is gone, in the last chunk. */
    @Test
    @Tag("S96")
    @Requires({Capability.TRANSACTIONS, Capability.CONFLICT_POLICIES, Capability.FOREIGN_KEYS})
    default void linksWithDataToATargetThatIsGoneAreNotPut() {
        Show show = show();
        List<Act> acts = new ArrayList<>(acts(15));
        acts.add(new Act(999_999L, "gone"));
        var bills = relata().on(show, Show.BILLS);

        observe(bills.putLinks(
                        Flux.fromIterable(acts).map(act -> new Link<>(act, set(Billing::fee, 1))), Bulk.chunkSize(10)))
                .fails(RelatedNotFoundException.class);
        observe(bills.count()).answers(0L);
    }

    /** What gets another place is changed, and what keeps its place is not. */
    @Test
    @Tag("S90")
    @Requires(Capability.CONFLICT_POLICIES)
    default void linksThatGetAnotherPlaceCountAndTellTheirTime() {
        Show show = show();
        List<Act> acts = acts(4);
        var cues = relata().on(show, Show.CUES);
        observe(cues.addMany(cues(acts))).answers(4L);
        setTimesBack(show);

        observe(cues.move(acts.get(2), 1)).sends(4).answers();
        assertThat(touched(cuesOf(show))).containsExactly(id(acts.get(2)), id(acts.get(1)));
        assertThat(untouched(cuesOf(show))).containsExactly(id(acts.get(0)), id(acts.get(3)));

        observe(cues.clear()).answers();
        observe(cues.addMany(cues(acts))).answers(4L);
        setTimesBack(show);
        observe(cues.set(List.of(acts.get(0), acts.get(3), acts.get(2))))
                .sends(4)
                .answers();
        assertThat(touched(cuesOf(show))).containsExactly(id(acts.get(3)));
        assertThat(untouched(cuesOf(show))).containsExactly(id(acts.get(0)), id(acts.get(2)));
    }

    /** The other side that is wired by name knows of the order. */
    @Test
    @Tag("S90")
    @Requires(Capability.CONFLICT_POLICIES)
    default void theOtherSideOfJoinRecordsAppendsToo() {
        Show one = show();
        Show two = show();
        List<Act> acts = acts(2);
        observe(relata().on(one, Show.CUES).addMany(cues(acts))).answers(2L);

        observe(relata().on(acts.get(0), Act.SHOWS).addMany(Map.of(two, lit("red", 1), one, lit("blue", 1))))
                .sends(3)
                .answers(1L);
        observe(relata().on(acts.get(1), Act.SHOWS).set(Map.of(two, lit("red", 1))))
                .answers();
        observe(relata().on(two, Show.CUES).all()).answers(acts.get(0), acts.get(1));
        observe(relata().on(one, Show.CUES).all()).answers(acts.get(0));
    }

    /** Links that follow the key of their end. */
    @Test
    @Tag("S86")
    @Requires(Capability.KEY_CHANGES)
    default void linksThatFollowAKeyCountAndTellTheirTime() {
        Show show = show();
        List<Act> acts = acts(2);
        observe(relata().on(show, Show.CUES).addMany(cues(acts))).answers(2L);
        observe(relata().on(show, Show.BILLS).addMany(fees(acts, 5))).answers(2L);
        setTimesBack(show);

        Show moved = observe(relata().changeId(show, 4711L)).value();
        assertThat(touched(cuesOf(moved))).containsExactly(id(acts.get(0)), id(acts.get(1)));
        observe(relata().on(moved, Show.BILLS).count()).answers(2L);
    }

    /** What no other data would mend is said first. */
    @Test
    @Tag("S25")
    default void aSetThatCannotBeSaysSoBeforeItLooksAtTheData() {
        Show show = show();
        Act act = acts(1).get(0);
        var some = relata().on(show, Show.CUES.limit(2));
        observe(some.set(Map.of(act, set(Cue::place, 7))))
                .sends(0)
                .fails(RefusedException.class)
                .hasMessageContaining("limit");
        observe(some.setIds(Map.of(id(act), set(Cue::place, 7))))
                .sends(0)
                .fails(RefusedException.class)
                .hasMessageContaining("limit");
        var plays = relata().on(new Playlist(1L, "one"), Playlist.PLAYS.limit(2));
        observe(plays.set(List.of(new Track(1L, "a"))))
                .sends(0)
                .fails(RefusedException.class)
                .hasMessageContaining("limit");
        var labels = relata().on(new Book(1L, 1L, null, "a", 1, null, Rows.LONG_AGO), Book.LABELS.limit(2));
        observe(labels.set(List.of(new Label(null, "unstored"))))
                .sends(0)
                .fails(RefusedException.class)
                .hasMessageContaining("limit");
    }

    /** A pair that may be linked many times cannot be set, with whatever data. */
    @Test
    @Tag("S25")
    @Requires(Capability.SCHEMA)
    default void aSetOfLinksThatAreNotUniqueNamesThePair() {
        var rests = hikes().on(new Hike(1L, "north"), Hike.RESTS);
        observe(rests.set(List.of(new Hut(1L, "lake"))))
                .fails(RefusedException.class)
                .hasMessageContaining("may link one pair many times");
        observe(rests.setIds(1L)).fails(RefusedException.class).hasMessageContaining("may link one pair many times");
        observe(rests.set(Map.of(new Hut(1L, "lake"), set(Rest::hutId, 2L))))
                .fails(RefusedException.class)
                .hasMessageContaining("may link one pair many times");
    }

    /** A link that is always new is read back, as any row that is inserted. */
    @Test
    @Tag("S100")
    @Requires(Capability.SCHEMA)
    default void aLinkThatIsStoredAndCannotBeReadSaysSo() {
        Relata hikes = hikes();
        var rests = hikes.on(new Hike(1L, "north"), Hike.RESTS);
        observe(rests.add(new Hut(1L, "lake"), set(Rest::hours, 2))).answers(true);

        observe(rests.add(new Hut(1L, "lake"), set(Rest::hours, -1)))
                .failsNaming(InvalidValueException.class, "-1 hours are too few")
                .hasMessageEndingWith("; what was written is stored");
        observe(hikes.from(Rest.class).count()).answers(2L);
    }

    /** An id is not changed, but it is put. */
    @Test
    @Tag("S34")
    @Requires({Capability.SCHEMA, Capability.CONFLICT_POLICIES})
    default void putWithNothingButAnIdTellsItsTime() {
        Relata hikes = hikes();
        Hut hut = new Hut(1L, "lake");
        var stamps = hikes.on(new Hike(1L, "north"), Hike.STAMPS);
        observe(stamps.add(hut, set(Stamp::id, 901L))).answers(true);
        observe(stamps.links().update(set(Stamp::stampedAt, Instant.EPOCH))).answers(1L);

        Stamp stamp = observe(stamps.put(hut, set(Stamp::id, 902L))).value();
        assertThat(stamp.id()).isEqualTo(901L);
        assertThat(stamp.stampedAt()).isAfter(Instant.EPOCH);
    }
}
