package dev.relata.test.conformance;

import static dev.relata.model.Assignment.set;
import static dev.relata.model.Conditions.ne;
import static dev.relata.model.Sort.asc;
import static dev.relata.model.Sort.desc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.relata.error.NotRelatedException;
import dev.relata.error.RefusedException;
import dev.relata.model.Assignment;
import dev.relata.query.Link;
import dev.relata.query.Page;
import dev.relata.spi.Capability;
import dev.relata.test.conformance.model.Book;
import dev.relata.test.conformance.model.Label;
import dev.relata.test.conformance.model.Playlist;
import dev.relata.test.conformance.model.Slot;
import dev.relata.test.conformance.model.Track;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** Links whose order is kept. */
public interface OrderedContract extends StoreUnderTest {

    private Playlist playlist(String name) {
        return stored(new Playlist(null, name));
    }

    private Track track(String title) {
        return stored(new Track(null, title));
    }

    private List<Track> tracks(int number) {
        return IntStream.range(0, number).mapToObj(i -> track("t" + i)).toList();
    }

    private static Long id(Track track) {
        return Objects.requireNonNull(track.id(), "store the track first");
    }

    /** The end of the list is where new links go. */
    @Test
    @Tag("S90")
    default void addAppends() {
        Playlist one = playlist("one");
        Playlist two = playlist("two");
        Track a = track("a");
        Track b = track("b");
        Track c = track("c");

        observe(relata().on(one, Playlist.TRACKS).add(c)).sends(3).answers(true);
        observe(relata().on(one, Playlist.TRACKS).addMany(List.of(b, c, a)))
                .sends(3)
                .answers(2L);
        observe(relata().on(two, Playlist.TRACKS).addIds(id(a), id(c))).answers(2L);
        observe(relata().on(one, Playlist.TRACKS).all()).sends(1).answers(c, b, a);
        observe(relata().on(one, Playlist.TRACKS).iterate()).sends(1).answers(c, b, a);
        observe(relata().on(one, Playlist.TRACKS).ids()).sends(1).answers(id(c), id(b), id(a));
        observe(relata().on(two, Playlist.TRACKS).first()).sends(1).answers(a);
    }

    /** Every way to read. */
    @Test
    @Tag("S90")
    default void readsAnswerInTheOrderUnlessAnotherIsGiven() {
        Playlist one = playlist("one");
        Playlist two = playlist("two");
        Track a = track("a");
        Track b = track("b");
        Track c = track("c");
        observe(relata().on(one, Playlist.TRACKS).addMany(List.of(c, a, b))).answers(3L);
        observe(relata().on(two, Playlist.TRACKS).addMany(List.of(b, c))).answers(2L);

        observe(relata().load(List.of(one, two), Playlist.TRACKS))
                .sends(1)
                .answers(Map.of(one, List.of(c, a, b), two, List.of(b, c)));
        observe(relata().load(List.of(one, two), Playlist.TRACKS.limit(1)))
                .sends(1)
                .answers(Map.of(one, List.of(c), two, List.of(b)));
        observe(relata().on(one, Playlist.TRACKS).where(Track::title, ne("a")).all())
                .sends(1)
                .answers(c, b);
        observe(relata().on(one, Playlist.TRACKS)
                        .limit(2)
                        .where(Track::title, ne("c"))
                        .all())
                .sends(1)
                .answers(a);
        observe(relata().on(one, Playlist.TRACKS).orderBy(desc(Track::title)).all())
                .sends(1)
                .answers(c, b, a);
        Page<Track> page =
                observe(relata().on(one, Playlist.TRACKS).page(2)).sends(1).value();
        assertThat(page.items()).containsExactly(c, a);
        observe(relata().on(one, Playlist.TRACKS).page(2, page.next().orElseThrow()))
                .sends(1)
                .value()
                .items()
                .forEach(track -> assertThat(track).isEqualTo(b));
        List<List<Track>> fetched = observe(relata().from(Playlist.class)
                        .orderBy(asc(Playlist::name))
                        .fetch(Playlist.TRACKS, it -> it.limit(2))
                        .graphs()
                        .map(graph -> graph.many(Playlist.TRACKS)))
                .sends(2)
                .values();
        assertThat(fetched).containsExactly(List.of(c, a), List.of(b, c));
        observe(relata().from(Playlist.class)
                        .whereAny(
                                Playlist.TRACKS.limit(1),
                                it -> it.where(Track::title).eq("b"))
                        .all())
                .sends(1)
                .answers(two);
    }

    /** The list that is given is the order. */
    @Test
    @Tag("S90")
    default void setKeepsTheOrderOfItsList() {
        Playlist list = playlist("one");
        List<Track> all = tracks(5);
        var tracks = relata().on(list, Playlist.TRACKS);
        observe(tracks.addMany(all)).answers(5L);

        observe(tracks.set(List.of(all.get(4), all.get(1), all.get(4), all.get(0))))
                .sends(3)
                .answers();
        observe(tracks.all()).answers(all.get(4), all.get(1), all.get(0));
        observe(tracks.setIds(id(all.get(0)), id(all.get(3)))).sends(4).answers();
        observe(tracks.all()).answers(all.get(0), all.get(3));
        observe(tracks.set(List.of())).sends(2).answers();
        observe(tracks.count()).answers(0L);
    }

    /** Into the list, and within it. */
    @Test
    @Tag("S90")
    default void linksAreAddedAndMovedToPlaces() {
        Playlist list = playlist("one");
        List<Track> all = tracks(4);
        var tracks = relata().on(list, Playlist.TRACKS);
        observe(tracks.addMany(all.subList(0, 3))).answers(3L);

        observe(tracks.addAt(all.get(3), 1)).sends(4).answers(true);
        observe(tracks.all()).answers(all.get(0), all.get(3), all.get(1), all.get(2));
        observe(tracks.addAt(all.get(3), 0)).sends(3).answers(false);
        observe(tracks.move(all.get(2), 0)).sends(4).answers();
        observe(tracks.all()).answers(all.get(2), all.get(0), all.get(3), all.get(1));
        observe(tracks.move(all.get(2), 99)).sends(4).answers();
        observe(tracks.all()).answers(all.get(0), all.get(3), all.get(1), all.get(2));
        observe(tracks.move(track("other"), 0)).fails(NotRelatedException.class);
        observe(tracks.move(all.get(0), -1)).sends(0).fails(RefusedException.class);
        observe(relata().on(list, Playlist.TRACKS.limit(2)).move(all.get(0), 1))
                .sends(0)
                .fails(RefusedException.class);
        observe(relata().on(all.get(0), Playlist.TRACKS.inverse()).move(list, 1))
                .sends(0)
                .fails(RefusedException.class);
        Book book = stored(Rows.book(stored(Rows.author("ann")), "a", 1));
        observe(relata().on(book, Book.LABELS).addAt(stored(new Label(null, "x")), 0))
                .sends(0)
                .fails(RefusedException.class)
                .hasMessageContaining("ordered()");
    }

    /** From the other side each list is appended to. */
    @Test
    @Tag("S90")
    default void theOtherSideAppendsToEachList() {
        Playlist one = playlist("one");
        Playlist two = playlist("two");
        Track a = track("a");
        Track b = track("b");
        observe(relata().on(one, Playlist.TRACKS).add(a)).answers(true);

        observe(relata().on(b, Playlist.TRACKS.inverse()).addMany(List.of(two, one)))
                .sends(3)
                .answers(2L);
        observe(relata().on(one, Playlist.TRACKS).all()).answers(a, b);
        observe(relata().on(two, Playlist.TRACKS).all()).answers(b);
        observe(relata().on(a, Playlist.TRACKS.inverse()).set(List.of(two)))
                .sends(5)
                .answers();
        observe(relata().on(one, Playlist.TRACKS).all()).answers(b);
        observe(relata().on(two, Playlist.TRACKS).all()).answers(b, a);
    }

    /** A join record keeps the order in a property. */
    @Test
    @Tag("S90")
    @Requires(Capability.CONFLICT_POLICIES)
    default void joinRecordsKeepAnOrderToo() {
        Playlist list = playlist("one");
        List<Track> all = tracks(3);
        var slots = relata().on(list, Playlist.SLOTS);
        observe(slots.add(all.get(2))).sends(3).answers(true);
        observe(slots.add(all.get(0), set(Slot::note, "x"))).answers(true);
        observe(slots.add(all.get(0), set(Slot::note, "y"))).answers(false);
        assertThat(observe(slots.put(all.get(1), set(Slot::note, "z"))).value().place())
                .isEqualTo(2);
        observe(slots.add(all.get(0), set(Slot::place, 7))).sends(0).fails(RefusedException.class);

        observe(slots.all()).sends(1).answers(all.get(2), all.get(0), all.get(1));
        observe(slots.links().all().map(Link::target)).sends(1).answers(all.get(2), all.get(0), all.get(1));
        observe(relata().from(Playlist.class)
                        .fetchLinks(Playlist.SLOTS)
                        .graphs()
                        .flatMapIterable(graph -> graph.links(Playlist.SLOTS))
                        .map(Link::target))
                .sends(2)
                .answers(all.get(2), all.get(0), all.get(1));
        observe(slots.move(all.get(1), 0)).answers();
        observe(slots.links().all().map(Link::target)).answers(all.get(1), all.get(2), all.get(0));
        Map<Track, Assignment<Slot>> wanted = new LinkedHashMap<>();
        wanted.put(all.get(0), set(Slot::note, "n"));
        wanted.put(all.get(1), set(Slot::note, "m"));
        observe(slots.set(wanted)).sends(3).answers();
        assertThat(observe(slots.links().all().map(Link::data)).values())
                .extracting(Slot::trackId, Slot::place, Slot::note)
                .containsExactly(
                        tuple(all.get(0).id(), 0, "n"), tuple(all.get(1).id(), 1, "m"));
    }

    /** No two links get one place. */
    @Test
    @Tag("S90")
    @Requires(Capability.TRANSACTIONS)
    default void addsAtTheSameTimeGetPlacesOfTheirOwn() {
        Playlist list = playlist("one");
        List<Track> all = tracks(16);

        observe(Flux.fromIterable(all)
                        .flatMap(
                                track -> relata().on(list, Playlist.SLOTS)
                                        .add(track)
                                        .subscribeOn(Schedulers.parallel()),
                                16)
                        .count())
                .answers(16L);
        assertThat(observe(relata().from(Slot.class).values(Slot::place)).values())
                .doesNotHaveDuplicates()
                .hasSize(16);
    }

    /** Against a list in Java. */
    @Test
    @Tag("S90")
    default void anyMovesAreThoseOfAList() {
        long seed = new Random().nextLong();
        System.out.println("random data of seed " + seed);
        Random random = new Random(seed);
        Playlist list = playlist("one");
        List<Track> all = tracks(8);
        List<Track> expected = new ArrayList<>();
        var tracks = relata().on(list, Playlist.TRACKS);
        for (int i = 0; i < 40; i++) {
            Track track = all.get(random.nextInt(all.size()));
            int place = random.nextInt(10);
            step(random.nextInt(5), track, place, expected, all, random);
            assertThat(observe(tracks.all()).values())
                    .as("step %d of seed %d", i, seed)
                    .isEqualTo(expected);
        }
    }

    private void step(int what, Track track, int place, List<Track> expected, List<Track> all, Random random) {
        var tracks = relata().on(observe(relata().from(Playlist.class).one()).value(), Playlist.TRACKS);
        boolean there = expected.contains(track);
        if (what == 0) {
            observe(tracks.add(track)).answers(!there);
            if (!there) {
                expected.add(track);
            }
        } else if (what == 1) {
            observe(tracks.remove(track)).answers(there);
            expected.remove(track);
        } else if (what == 2) {
            observe(tracks.addAt(track, place)).answers(!there);
            if (!there) {
                expected.add(Math.min(place, expected.size()), track);
            }
        } else if (what == 3 && there) {
            observe(tracks.move(track, place)).answers();
            expected.remove(track);
            expected.add(Math.min(place, expected.size()), track);
        } else if (what == 4 && place == 0) {
            expected.clear();
            expected.addAll(all.subList(0, 5));
            Collections.shuffle(expected, random);
            observe(tracks.set(expected)).answers();
        }
    }
}
