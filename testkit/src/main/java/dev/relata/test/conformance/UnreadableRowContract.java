package dev.relata.test.conformance;

import static dev.relata.model.Assignment.set;
import static dev.relata.model.Sort.asc;
import static dev.relata.model.Sort.desc;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.model.Property;
import dev.relata.query.Graph;
import dev.relata.query.Iteration;
import dev.relata.query.Page;
import dev.relata.query.Recursion;
import dev.relata.query.Selection;
import dev.relata.query.ViewSelection;
import dev.relata.spi.Capability;
import dev.relata.test.conformance.Fleet.Duty;
import dev.relata.test.conformance.Fleet.Harbour;
import dev.relata.test.conformance.Fleet.HarbourView;
import dev.relata.test.conformance.Fleet.Logbook;
import dev.relata.test.conformance.Fleet.Sailor;
import dev.relata.test.conformance.Fleet.Ship;
import dev.relata.test.conformance.Fleet.ShipView;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** A row that is stored and cannot be read: whose answer fails, and whose does not. */
public interface UnreadableRowContract extends StoreUnderTest {

    private Relata fleet() {
        return Fleet.launched(this);
    }

    private <T> void spoil(Relata fleet, Class<T> type, Property<T, Integer> property, long id) {
        Fleet.change(this, fleet, type, property, id, -1);
    }

    private static Ship ship(long id) {
        return new Ship(id, (id + 1) / 2, id == 1 ? null : id - 1, (int) id);
    }

    private static Harbour harbour(long id) {
        return new Harbour(id, 10);
    }

    private static String outcome(Throwable error) {
        return error.toString().contains("-1 is negative") ? "unreadable" : error.toString();
    }

    /** What each of the lookups answers, in the order of the ids. */
    private List<String> each(Relata fleet, LongStream ids, Function<Long, ? extends Mono<?>> lookup) {
        return observe(Flux.fromStream(ids.boxed())
                        .flatMapSequential(id ->
                                lookup.apply(id).map(String::valueOf).onErrorResume(error -> Mono.just(outcome(error))))
                        .as(fleet::batched))
                .values();
    }

    /** To one, by key, by id, and from the side without the key. */
    @Test
    @Tag("S110")
    @Requires(Capability.SCHEMA)
    default void aRowThatCannotBeReadFailsTheLookupsOfItAlone() {
        Relata fleet = fleet();
        spoil(fleet, Harbour.class, Harbour::depth, 2);
        spoil(fleet, Logbook.class, Logbook::pages, 3);

        assertThat(each(
                        fleet,
                        LongStream.rangeClosed(1, 8),
                        id -> fleet.on(ship(id), Ship.HARBOUR).get().map(Harbour::id)))
                .containsExactly("1", "1", "unreadable", "unreadable", "3", "3", "4", "4");
        assertThat(each(
                        fleet,
                        LongStream.rangeClosed(1, 4),
                        id -> fleet.find(Harbour.class, id).map(Harbour::id)))
                .containsExactly("1", "unreadable", "3", "4");
        assertThat(each(
                        fleet,
                        LongStream.rangeClosed(1, 4),
                        id -> fleet.on(ship(id), Ship.LOGBOOK).get().map(Logbook::id)))
                .containsExactly("1", "2", "unreadable", "4");
    }

    /** The other rows under the same owner are no answer without it. */
    @Test
    @Tag("S110")
    @Requires(Capability.SCHEMA)
    default void aRowThatCannotBeReadFailsTheListOfItsOwnerAlone() {
        Relata fleet = fleet();
        spoil(fleet, Ship.class, Ship::tons, 4);
        spoil(fleet, Sailor.class, Sailor::age, 5);

        assertThat(each(
                        fleet,
                        LongStream.rangeClosed(1, 4),
                        id -> fleet.on(harbour(id), Harbour.SHIPS)
                                .all()
                                .map(Ship::id)
                                .collectList()))
                .containsExactly("[1, 2]", "unreadable", "[5, 6]", "[7, 8]");
        assertThat(each(
                        fleet,
                        LongStream.rangeClosed(4, 7),
                        id -> fleet.on(ship(id), Ship.CREW)
                                .all()
                                .map(Sailor::id)
                                .collectList()))
                .containsExactly("[4]", "unreadable", "[6]", "[7]");
        assertThat(each(
                        fleet,
                        LongStream.rangeClosed(1, 3),
                        id -> fleet.on(harbour(id), Harbour.SHIPS).count()))
                .as("counts read no row")
                .containsExactly("2", "2", "2");
        assertThat(each(
                        fleet,
                        LongStream.rangeClosed(2, 5),
                        id -> fleet.on(ship(id), Ship.TOWED).all().map(Ship::id).collectList()))
                .as("rows of a type that are related to rows of the same type")
                .containsExactly("[3]", "unreadable", "[5]", "[6]");
    }

    /** Of a row that a limit leaves out nothing is read. */
    @Test
    @Tag("S110")
    @Requires(Capability.SCHEMA)
    default void aRowThatALimitLeavesOutFailsNobody() {
        Relata fleet = fleet();
        spoil(fleet, Ship.class, Ship::tons, 4);

        assertThat(each(
                        fleet,
                        LongStream.rangeClosed(1, 4),
                        id -> fleet.on(harbour(id), Harbour.LARGEST)
                                .all()
                                .map(Ship::id)
                                .collectList()))
                .containsExactly("[2]", "[3]", "[6]", "[8]");
        assertThat(each(
                        fleet,
                        LongStream.rangeClosed(1, 4),
                        id -> fleet.on(harbour(id), Harbour.SHIPS)
                                .orderBy(asc(Ship::tons))
                                .limit(1)
                                .all()
                                .map(Ship::id)
                                .collectList()))
                .containsExactly("[1]", "unreadable", "[5]", "[7]");
    }

    /** Neither the error nor what came before it. */
    @Test
    @Tag("S72")
    @Requires(Capability.SCHEMA)
    default void whatCouldNotBeReadIsReadAnew() {
        Relata fleet = fleet();
        spoil(fleet, Ship.class, Ship::tons, 4);
        Mono<List<Long>> ships =
                fleet.on(harbour(2), Harbour.SHIPS).all().map(Ship::id).collectList();
        Mono<Long> mended = fleet.from(Ship.class).where(Ship::id).eq(4L).update(set(Ship::tons, 4));

        observe(ships.onErrorResume(error -> mended.then(ships)).as(fleet::batched))
                .answers(List.of(3L, 4L));
    }

    /** Its connection goes on, and the transaction with it. */
    @Test
    @Tag("S110")
    @Requires({Capability.SCHEMA, Capability.TRANSACTIONS})
    default void aTransactionGoesOnBehindARowThatCannotBeRead() {
        Relata fleet = fleet();
        spoil(fleet, Ship.class, Ship::tons, 4);

        observe(fleet.insert(new Sailor(20L, 30))
                        .thenMany(Flux.range(1, 4)
                                .flatMapSequential(id -> fleet.on(harbour(id), Harbour.SHIPS)
                                        .all()
                                        .count()
                                        .onErrorReturn(-1L)))
                        .as(fleet::batched)
                        .collectList()
                        .as(fleet::transactional))
                .answers(List.of(2L, -1L, 2L, 2L));
        observe(fleet.find(Sailor.class, 20L)).answers(new Sailor(20L, 30));
    }

    /** A stream in the order of its elements. */
    @Test
    @Tag("S110")
    @Requires(Capability.SCHEMA)
    default void aStreamThatIsJoinedEndsAtTheElementWhoseRowCannotBeRead() {
        Relata fleet = fleet();
        spoil(fleet, Ship.class, Ship::tons, 5);
        List<String> seen = new ArrayList<>();

        observe(Flux.range(1, 4)
                        .map(id -> harbour(id))
                        .transform(fleet.batching()
                                .with(Harbour.SHIPS, (harbour, ships) -> harbour.id() + ":" + ships.size()))
                        .doOnNext(seen::add)
                        .then())
                .fails(Throwable.class)
                .hasMessageContaining("-1 is negative");
        assertThat(seen).containsExactly("1:2", "2:2");
    }

    /** Rows are answered; the manager of the one has the error. */
    @Test
    @Tag("S110")
    @Requires(Capability.SCHEMA)
    default void aRowThatCannotBePrefetchedFailsItsManagerAlone() {
        Relata fleet = fleet();
        spoil(fleet, Ship.class, Ship::tons, 5);

        observe(fleet.from(Harbour.class)
                        .orderBy(asc(Harbour::id))
                        .prefetch(Harbour.SHIPS)
                        .all()
                        .flatMapSequential(harbour ->
                                fleet.on(harbour, Harbour.SHIPS).all().count().onErrorReturn(-1L))
                        .as(fleet::batched))
                .answers(2L, 2L, -1L, 2L);
    }

    /** A map that lacks one owner would not say so. */
    @Test
    @Tag("S110")
    @Requires(Capability.SCHEMA)
    default void aLoadOfManyOwnersFailsAsAWhole() {
        Relata fleet = fleet();
        spoil(fleet, Ship.class, Ship::tons, 5);

        observe(fleet.load(List.of(harbour(1), harbour(3)), Harbour.SHIPS))
                .fails(Throwable.class)
                .hasMessageContaining("-1 is negative");
        observe(fleet.load(List.of(harbour(1), harbour(4)), Harbour.SHIPS)).value();
    }

    /** Also where lookups come from several threads. */
    @Test
    @Tag("S110")
    @Requires(Capability.SCHEMA)
    default void lookupsOfSeveralThreadsFailEachForItsOwnRow() {
        Relata fleet = fleet();
        spoil(fleet, Harbour.class, Harbour::depth, 3);

        List<String> answers = each(fleet, LongStream.range(0, 400), number -> {
            long id = number % 8 + 1;
            return Mono.defer(() -> fleet.on(ship(id), Ship.HARBOUR).get().map(Harbour::id))
                    .subscribeOn(Schedulers.parallel());
        });

        for (int i = 0; i < answers.size(); i++) {
            long harbour = (i % 8 + 2) / 2;
            assertThat(answers.get(i)).isEqualTo(harbour == 3 ? "unreadable" : String.valueOf(harbour));
        }
    }

    private <R> void endsBehind(Flux<R> answers, Function<R, Object> id, Object... before) {
        List<Object> seen = new ArrayList<>();
        observe(answers.map(id).doOnNext(seen::add).then())
                .fails(Throwable.class)
                .hasMessageContaining("-1 is negative");
        assertThat(seen).containsExactly(before);
    }

    private void graphsEndBehind(Selection<Harbour> harbours, Object... before) {
        Selection<Harbour> ordered = harbours.orderBy(asc(Harbour::id));
        Function<Graph<Harbour>, Object> id = graph -> graph.root().id();
        endsBehind(ordered.graphs(), id, before);
        endsBehind(ordered.iterateGraphs(), id, before);
        endsBehind(ordered.iterateGraphs(Iteration.fetchSize(2)), id, before);
    }

    /** At the root, and at any depth below it. */
    @Test
    @Tag("S111")
    @Requires(Capability.SCHEMA)
    default void graphsEndBeforeTheFirstThatHasARowWhichCannotBeRead() {
        Relata fleet = fleet();
        Selection<Harbour> harbours = fleet.from(Harbour.class);
        spoil(fleet, Sailor.class, Sailor::age, 8);
        graphsEndBehind(harbours.fetch(Harbour.SHIPS, ships -> ships.fetch(Ship.CREW)), 1L, 2L, 3L);
        spoil(fleet, Duty.class, Duty::hours, 6);
        graphsEndBehind(harbours.fetch(Harbour.SHIPS, ships -> ships.fetchLinks(Ship.CREW)), 1L, 2L);
        spoil(fleet, Logbook.class, Logbook::pages, 5);
        graphsEndBehind(harbours.fetch(Harbour.SHIPS, ships -> ships.fetch(Ship.LOGBOOK)), 1L, 2L);
        spoil(fleet, Ship.class, Ship::tons, 3);
        graphsEndBehind(harbours.fetch(Harbour.SHIPS), 1L);
        observe(harbours.orderBy(asc(Harbour::id))
                        .fetchCount(Harbour.SHIPS)
                        .graphs()
                        .map(graph -> graph.count(Harbour.SHIPS)))
                .answers(2L, 2L, 2L, 2L);
        spoil(fleet, Harbour.class, Harbour::depth, 4);
        graphsEndBehind(harbours, 1L, 2L, 3L);
        graphsEndBehind(harbours.fetch(Harbour.SHIPS), 1L);
        spoil(fleet, Harbour.class, Harbour::depth, 1);
        graphsEndBehind(harbours.fetch(Harbour.SHIPS));
    }

    /** Shared by several graphs, and in the middle of a tree. */
    @Test
    @Tag("S111")
    @Requires(Capability.SCHEMA)
    default void aRowThatSeveralGraphsShareFailsAllOfThem() {
        Relata fleet = fleet();
        spoil(fleet, Harbour.class, Harbour::depth, 2);
        Selection<Ship> ships = fleet.from(Ship.class).orderBy(asc(Ship::id));

        endsBehind(ships.fetch(Ship.HARBOUR).graphs(), graph -> graph.root().id(), 1L, 2L);
        endsBehind(
                ships.where(Ship::id)
                        .in(List.of(1L, 2L, 5L, 3L, 6L))
                        .fetch(Ship.HARBOUR)
                        .graphs(),
                graph -> graph.root().id(),
                1L,
                2L);
        spoil(fleet, Ship.class, Ship::tons, 6);
        Selection<Ship> down = fleet.from(Ship.class).orderBy(desc(Ship::id));
        endsBehind(
                down.where(Ship::id)
                        .in(List.of(8L, 7L, 5L))
                        .fetch(Ship.TOWED, Recursion.toEnd())
                        .graphs(),
                graph -> graph.root().id(),
                8L,
                7L);
    }

    /** Of the view, and of what it shows. */
    @Test
    @Tag("S111")
    @Requires(Capability.SCHEMA)
    default void viewsEndBeforeTheFirstThatCannotBeMade() {
        Relata fleet = fleet();
        spoil(fleet, Ship.class, Ship::tons, 5);
        spoil(fleet, Logbook.class, Logbook::pages, 7);
        ViewSelection<HarbourView> harbours =
                fleet.from(Harbour.class).orderBy(asc(Harbour::id)).into(HarbourView.class);
        ViewSelection<ShipView> ships =
                fleet.from(Ship.class).orderBy(asc(Ship::id)).into(ShipView.class);

        endsBehind(harbours.all(), HarbourView::id, 1L, 2L);
        endsBehind(harbours.iterate(), HarbourView::id, 1L, 2L);
        endsBehind(harbours.iterate(Iteration.fetchSize(3)), HarbourView::id, 1L, 2L);
        endsBehind(ships.all(), ShipView::id, 1L, 2L, 3L, 4L, 5L, 6L);
        endsBehind(ships.iterate(), ShipView::id, 1L, 2L, 3L, 4L, 5L, 6L);
        observe(harbours.first().map(HarbourView::id)).answers(1L);
    }

    /** A page has all of its rows, or is none; the row behind it is no part of it. */
    @Test
    @Tag("S111")
    @Requires(Capability.SCHEMA)
    default void aPageWithARowThatCannotBeReadFailsAndThoseBeforeItDoNot() {
        Relata fleet = fleet();
        spoil(fleet, Ship.class, Ship::tons, 5);
        Selection<Ship> ships = fleet.from(Ship.class).orderBy(asc(Ship::id));
        Selection<Harbour> harbours =
                fleet.from(Harbour.class).orderBy(asc(Harbour::id)).fetch(Harbour.SHIPS);

        Page<Ship> rows = observe(ships.page(4)).value();
        assertThat(rows.items()).extracting(Ship::id).containsExactly(1L, 2L, 3L, 4L);
        observe(ships.page(4, rows.next().orElseThrow())).fails(Throwable.class).hasMessageContaining("-1 is negative");
        observe(ships.page(5)).fails(Throwable.class).hasMessageContaining("-1 is negative");
        Page<Graph<Harbour>> graphs = observe(harbours.pageGraphs(2)).value();
        assertThat(graphs.items()).extracting(graph -> graph.root().id()).containsExactly(1L, 2L);
        observe(harbours.pageGraphs(2, graphs.next().orElseThrow()))
                .fails(Throwable.class)
                .hasMessageContaining("-1 is negative");
    }
}
