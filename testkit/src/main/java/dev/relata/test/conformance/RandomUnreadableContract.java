package dev.relata.test.conformance;

import static dev.relata.model.Sort.asc;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.query.Graph;
import dev.relata.spi.Capability;
import dev.relata.test.conformance.Fleet.Duty;
import dev.relata.test.conformance.Fleet.Harbour;
import dev.relata.test.conformance.Fleet.Logbook;
import dev.relata.test.conformance.Fleet.Sailor;
import dev.relata.test.conformance.Fleet.Ship;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Any rows of any types cannot be read: each answer fails exactly where it has one of them. */
public interface RandomUnreadableContract extends StoreUnderTest {

    /** Which rows cannot be read: the harbours 1 to 4, and the ship, logbook, sailor and duty of each number from 1 to 8. */
    record Spoiled(boolean[] harbours, boolean[] ships, boolean[] logbooks, boolean[] sailors, boolean[] duties) {

        private static Spoiled of(Random random) {
            int oneOf = 2 + random.nextInt(12);
            return new Spoiled(
                    any(random, 5, oneOf),
                    any(random, 9, oneOf),
                    any(random, 9, oneOf),
                    any(random, 9, oneOf),
                    any(random, 9, oneOf));
        }

        private static boolean[] any(Random random, int length, int oneOf) {
            boolean[] any = new boolean[length];
            for (int i = 1; i < length; i++) {
                any[i] = random.nextInt(oneOf) == 0;
            }
            return any;
        }

        private void store(StoreUnderTest store, Relata fleet) {
            for (int id = 1; id <= 4; id++) {
                Fleet.change(store, fleet, Harbour.class, Harbour::depth, id, harbours[id] ? -1 : 10);
            }
            for (int id = 1; id <= 8; id++) {
                Fleet.change(store, fleet, Ship.class, Ship::tons, id, ships[id] ? -1 : id);
                Fleet.change(store, fleet, Logbook.class, Logbook::pages, id, logbooks[id] ? -1 : 1);
                Fleet.change(store, fleet, Sailor.class, Sailor::age, id, sailors[id] ? -1 : 20);
                Fleet.change(store, fleet, Duty.class, Duty::hours, id, duties[id] ? -1 : 8);
            }
        }

        private boolean harbour(long ship) {
            return harbours[(int) (ship + 1) / 2];
        }

        private static boolean ofEither(boolean[] rows, long harbour) {
            return rows[(int) (2 * harbour - 1)] || rows[(int) (2 * harbour)];
        }
    }

    private static Ship ship(long id) {
        return new Ship(id, (id + 1) / 2, id == 1 ? null : id - 1, (int) id);
    }

    private static Harbour harbour(long id) {
        return new Harbour(id, 10);
    }

    private void checkEach(
            String seed, Relata fleet, long most, LongFunction<? extends Mono<?>> lookup, LongPredicate fails) {
        List<Boolean> failed = observe(Flux.fromStream(
                                LongStream.rangeClosed(1, most).boxed())
                        .flatMapSequential(id -> lookup.apply(id)
                                .map(answer -> false)
                                .onErrorResume(
                                        error -> Mono.just(error.toString().contains("-1 is negative"))))
                        .as(fleet::batched))
                .values();
        assertThat(failed)
                .as(seed)
                .isEqualTo(LongStream.rangeClosed(1, most).mapToObj(fails::test).toList());
    }

    private <T> void checkGraphs(
            String seed, Flux<Graph<T>> graphs, long most, Function<T, Long> id, LongPredicate fails) {
        List<Long> seen = new ArrayList<>();
        boolean failed = Boolean.TRUE.equals(observe(graphs.doOnNext(graph -> seen.add(id.apply(graph.root())))
                        .then(Mono.just(false))
                        .onErrorResume(error -> Mono.just(error.toString().contains("-1 is negative"))))
                .value());
        List<Long> before = LongStream.rangeClosed(1, most)
                .takeWhile(fails.negate())
                .boxed()
                .toList();
        assertThat(seen).as(seed).isEqualTo(before);
        assertThat(failed).as(seed).isEqualTo(before.size() < most);
    }

    @Test
    @Tag("S110")
    @Requires(Capability.SCHEMA)
    default void lookupsFailWhereTheirAnswerHasARowThatCannotBeRead() {
        long seed = new Random().nextLong();
        System.out.println("random data of seed " + seed);
        Random random = new Random(seed);
        Relata fleet = Fleet.launched(this);

        for (int round = 0; round < 8; round++) {
            String where = "round " + round + " of seed " + seed;
            Spoiled spoiled = Spoiled.of(random);
            spoiled.store(this, fleet);
            checkEach(where, fleet, 4, id -> fleet.find(Harbour.class, id), id -> spoiled.harbours[(int) id]);
            checkEach(where, fleet, 8, id -> fleet.on(ship(id), Ship.HARBOUR).get(), spoiled::harbour);
            checkEach(where, fleet, 8, id -> fleet.on(ship(id), Ship.LOGBOOK).get(), id -> spoiled.logbooks[(int) id]);
            checkEach(
                    where,
                    fleet,
                    8,
                    id -> fleet.on(ship(id), Ship.TUG).get().defaultIfEmpty(ship(1)),
                    id -> spoiled.ships[(int) id - 1]);
            checkEach(
                    where,
                    fleet,
                    4,
                    id -> fleet.on(harbour(id), Harbour.SHIPS).all().collectList(),
                    id -> Spoiled.ofEither(spoiled.ships, id));
            checkEach(
                    where,
                    fleet,
                    8,
                    id -> fleet.on(ship(id), Ship.CREW).all().collectList(),
                    id -> spoiled.sailors[(int) id]);
            checkEach(
                    where,
                    fleet,
                    8,
                    id -> fleet.on(ship(id), Ship.CREW).links().all().collectList(),
                    id -> spoiled.sailors[(int) id] || spoiled.duties[(int) id]);
            checkEach(
                    where, fleet, 4, id -> fleet.on(harbour(id), Harbour.SHIPS).count(), id -> false);
        }
    }

    @Test
    @Tag("S111")
    @Requires(Capability.SCHEMA)
    default void graphsEndBeforeTheFirstThatHasSuchARow() {
        long seed = new Random().nextLong();
        System.out.println("random data of seed " + seed);
        Random random = new Random(seed);
        Relata fleet = Fleet.launched(this);

        for (int round = 0; round < 8; round++) {
            String where = "round " + round + " of seed " + seed;
            Spoiled spoiled = Spoiled.of(random);
            spoiled.store(this, fleet);
            checkGraphs(
                    where,
                    fleet.from(Harbour.class)
                            .orderBy(asc(Harbour::id))
                            .fetch(
                                    Harbour.SHIPS,
                                    ships -> ships.fetch(Ship.LOGBOOK).fetchLinks(Ship.CREW))
                            .graphs(),
                    4,
                    Harbour::id,
                    id -> spoiled.harbours[(int) id]
                            || Spoiled.ofEither(spoiled.ships, id)
                            || Spoiled.ofEither(spoiled.logbooks, id)
                            || Spoiled.ofEither(spoiled.sailors, id)
                            || Spoiled.ofEither(spoiled.duties, id));
            checkGraphs(
                    where,
                    fleet.from(Ship.class)
                            .orderBy(asc(Ship::id))
                            .fetch(Ship.HARBOUR)
                            .fetch(Ship.TUG, tugs -> tugs.fetch(Ship.CREW))
                            .iterateGraphs(),
                    8,
                    Ship::id,
                    id -> spoiled.ships[(int) id]
                            || spoiled.harbour(id)
                            || spoiled.ships[(int) id - 1]
                            || spoiled.sailors[(int) id - 1]);
        }
    }
}
