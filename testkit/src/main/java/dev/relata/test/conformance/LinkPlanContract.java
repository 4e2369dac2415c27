package dev.relata.test.conformance;

import static dev.relata.model.Conditions.eq;
import static dev.relata.model.Conditions.gt;
import static dev.relata.model.Conditions.lt;
import static dev.relata.model.Conditions.ne;
import static dev.relata.model.Sort.asc;
import static dev.relata.model.Sort.desc;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.RefusedException;
import dev.relata.query.Fetch;
import dev.relata.query.Graph;
import dev.relata.query.Link;
import dev.relata.query.Page;
import dev.relata.query.Selection;
import dev.relata.test.conformance.model.Play;
import dev.relata.test.conformance.model.Playlist;
import dev.relata.test.conformance.model.Slot;
import dev.relata.test.conformance.model.Track;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Links in fetch plans, narrowed and ordered by their data. */
public interface LinkPlanContract extends StoreUnderTest {

    private Selection<Playlist> playlists() {
        return relata().from(Playlist.class).orderBy(asc(Playlist::name));
    }

    /** One list of five tracks, one of two, the other way round, and one of none. */
    private List<Playlist> lists() {
        List<Track> tracks = List.of("a", "b", "c", "d", "e").stream()
                .map(title -> stored(new Track(null, title)))
                .toList();
        Playlist one = stored(new Playlist(null, "one"));
        Playlist two = stored(new Playlist(null, "two"));
        for (int i = 0; i < tracks.size(); i++) {
            slot(one, tracks.get(i), i, i == 2 ? null : "of " + tracks.get(i).title());
        }
        slot(two, tracks.get(1), 0, null);
        slot(two, tracks.get(0), 1, null);
        for (String mood : List.of("calm", "loud", "calm")) {
            stored(new Play(null, Firm.id(one.id()), Firm.id(tracks.get(0).id()), mood));
        }
        return List.of(one, two, stored(new Playlist(null, "zero")));
    }

    private void slot(Playlist list, Track track, int place, @Nullable String note) {
        stored(new Slot(null, Firm.id(list.id()), Firm.id(track.id()), place, note));
    }

    private static String text(List<Link<Track, Slot>> links) {
        return links.stream()
                .map(link -> link.target().title() + link.data().place())
                .collect(Collectors.joining(" "));
    }

    private void expect(Selection<Playlist> plan, String... links) {
        observe(plan.graphs().map(graph -> text(graph.links(Playlist.SLOTS))))
                .sends(2)
                .answers(links);
    }

    /** Conditions and orders, by the link's data and by both. */
    @Test
    @Tag("S168")
    default void linksAreNarrowedAndOrderedByTheirData() {
        lists();

        expect(
                playlists()
                        .fetchLinks(
                                Playlist.SLOTS,
                                t -> t,
                                l -> l.where(Slot::place, lt(3)).orderBy(desc(Slot::place))),
                "c2 b1 a0",
                "a1 b0",
                "");
        expect(
                playlists()
                        .fetchLinks(
                                Playlist.SLOTS, t -> t, l -> l.where(Slot::note).isNotNull()),
                "a0 b1 d3 e4",
                "",
                "");
        expect(
                playlists()
                        .fetchLinks(
                                Playlist.SLOTS,
                                t -> t.where(Track::title, ne("b")).orderBy(desc(Track::title)),
                                l -> l.where(Slot::place, gt(0))),
                "e4 d3 c2",
                "a1",
                "");
        expect(
                playlists()
                        .fetchLinks(Playlist.SLOTS, t -> t.orderBy(asc(Track::title)), l -> l.orderBy(asc(Slot::note))),
                "a0 b1 d3 e4 c2",
                "b0 a1",
                "");
        observe(playlists()
                        .fetchLinks(
                                Playlist.SLOTS,
                                t -> t,
                                l -> l.where(Slot::place).in(List.of()))
                        .graphs()
                        .map(graph -> text(graph.links(Playlist.SLOTS))))
                .sends(1)
                .answers("", "", "");
    }

    /** Limits, which count for each owner. */
    @Test
    @Tag("S168")
    default void aLimitOfLinksCountsForEachOwner() {
        lists();

        expect(
                playlists()
                        .fetchLinks(
                                Playlist.SLOTS,
                                t -> t,
                                l -> l.orderBy(desc(Slot::place)).limit(2)),
                "e4 d3",
                "a1 b0",
                "");
        expect(
                playlists()
                        .fetchLinks(
                                Playlist.SLOTS,
                                t -> t.orderBy(desc(Track::title)).limit(3),
                                l -> l.where(Slot::place, lt(4)).orderBy(asc(Slot::place))),
                "c2 d3",
                "b0 a1",
                "");
        expect(
                playlists()
                        .fetchLinks(
                                Playlist.SLOTS,
                                t -> t,
                                l -> l.orderBy(desc(Slot::place)).offset(1).limit(1)),
                "d3",
                "b0",
                "");
        expect(
                playlists()
                        .fetchLinks(
                                Playlist.SLOTS,
                                t -> t,
                                l -> l.orderBy(desc(Slot::place)).limit(2).where(Slot::place, lt(4))),
                "d3",
                "a1 b0",
                "");
    }

    /** Several views of the links, what is fetched below them, and links that occur many times. */
    @Test
    @Tag("S168")
    default void narrowedLinksHaveNamesAndBranches() {
        lists();

        List<Graph<Playlist>> graphs = observe(playlists()
                        .fetchLinks(Playlist.SLOTS)
                        .fetch(Fetch.links(
                                        Playlist.SLOTS,
                                        (Selection<Slot> l) ->
                                                l.orderBy(desc(Slot::place)).limit(1))
                                .as("last"))
                        .fetchLinks(
                                Playlist.PLAYS,
                                t -> t.fetch(Playlist.TRACKS.inverse()),
                                l -> l.where(Play::mood, eq("calm")))
                        .graphs())
                .sends(5)
                .values();

        assertThat(text(graphs.get(0).links(Playlist.SLOTS))).isEqualTo("a0 b1 c2 d3 e4");
        assertThat(text(graphs.get(0).links("last", Playlist.SLOTS))).isEqualTo("e4");
        assertThat(text(graphs.get(1).links("last", Playlist.SLOTS))).isEqualTo("a1");
        assertThat(graphs.get(0).links(Playlist.PLAYS)).hasSize(2);
        assertThat(graphs.get(0).graphs(Playlist.PLAYS).get(0).many(Playlist.TRACKS.inverse()))
                .isEmpty();
    }

    /** Pages and streams. */
    @Test
    @Tag("S168")
    default void narrowedLinksComeWithPagesAndStreams() {
        lists();
        Selection<Playlist> plan = playlists()
                .fetchLinks(
                        Playlist.SLOTS,
                        t -> t,
                        l -> l.orderBy(desc(Slot::place)).limit(1));

        Page<Graph<Playlist>> first = observe(plan.pageGraphs(1)).sends(2).value();
        Page<Graph<Playlist>> next =
                observe(plan.pageGraphs(1, first.next().orElseThrow())).sends(2).value();
        assertThat(text(first.items().get(0).links(Playlist.SLOTS))).isEqualTo("e4");
        assertThat(text(next.items().get(0).links(Playlist.SLOTS))).isEqualTo("a1");
        assertThat(next.next()).isPresent();
        observe(plan.iterateGraphs().map(graph -> text(graph.links(Playlist.SLOTS))))
                .sends(2)
                .answers("e4", "a1", "");
    }

    /** What means nothing. */
    @Test
    @Tag("S168")
    default void whatNarrowsNoLinksIsRefused() {
        lists();

        observe(playlists()
                        .fetchLinks(Playlist.SLOTS, t -> t, l -> relata().from(Slot.class))
                        .graphs())
                .sends(0)
                .fails(RefusedException.class)
                .hasMessageContaining("must answer the selection that it was given");
        observe(playlists()
                        .fetchLinks(Playlist.SLOTS)
                        .fetchLinks(Playlist.SLOTS, t -> t, l -> l.limit(1))
                        .graphs())
                .sends(0)
                .fails(RefusedException.class)
                .hasMessageContaining("fetched twice in different ways");
    }
}
