package dev.relata.test;

import static dev.relata.model.Relationships.manyToMany;
import static dev.relata.model.Relationships.manyToOne;
import static dev.relata.model.Sort.asc;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.model.Id;
import dev.relata.model.ManyToMany;
import dev.relata.model.ManyToOne;
import dev.relata.query.Graph;
import dev.relata.query.Recursion;
import dev.relata.query.Selection;
import dev.relata.test.conformance.StatementCounter;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** Relations of a type to itself: in every plan, and followed by one. */
class SelfRelationPlanTest {

    record Box(@Id Long id, @Nullable Long outerId) {
        static final ManyToOne<Box, Box> OUTER =
                manyToOne(Box::outerId, Box.class).optional().eager();
    }

    record Stop(@Id Long id) {
        static final ManyToMany<Stop, Stop> NEXT = manyToMany(Stop.class, Stop.class);
    }

    private final StatementCounter statements = new StatementCounter();
    private final Relata relata = Relata.builder()
            .store(InMemoryStore.builder().listener(statements).build())
            .model(Box.class, Stop.class)
            .build();

    private <T> List<T> all(Flux<T> flux) {
        statements.reset();
        List<T> values = flux.collectList().block();
        assertThat(values).isNotNull();
        return values;
    }

    @Test
    void anEagerRelationshipOfATypeToItselfIsFetchedOnce() {
        relata.bulk()
                .insert(List.of(new Box(1L, null), new Box(2L, 1L), new Box(3L, 2L)))
                .as(StepVerifier::create)
                .expectNextCount(3)
                .verifyComplete();
        Selection<Box> boxes = relata.from(Box.class).orderBy(asc(Box::id));

        List<Graph<Box>> graphs = all(boxes.graphs());

        assertThat(statements.statements()).hasSize(2);
        assertThat(graphs.get(2).one(Box.OUTER)).contains(new Box(2L, 1L));
        assertThat(graphs.get(2).graphs(Box.OUTER).get(0).fetched(Box.OUTER)).isFalse();
        all(boxes.withoutEager().graphs());
        assertThat(statements.statements()).hasSize(1);
        all(boxes.fetch(Box.OUTER, Recursion.toEnd()).graphs());
        assertThat(statements.statements()).hasSize(3);
    }

    /** The model: a row is followed where it is as far from the root as the shortest way to it. */
    @Test
    void aRecursionFollowsEachRowWhereItIsNearestToTheRoot() {
        long seed = System.nanoTime();
        System.out.println("random recursions, seed " + seed);
        Random random = new Random(seed);
        int size = 9;
        relata.bulk()
                .insert(LongStream.range(0, size).mapToObj(Stop::new).toList())
                .as(StepVerifier::create)
                .expectNextCount(size)
                .verifyComplete();
        for (int round = 0; round < 40; round++) {
            Map<Long, TreeSet<Long>> next = random(random, size);
            Integer depth = random.nextBoolean() ? null : 1 + random.nextInt(4);

            List<String> read = all(relata.from(Stop.class)
                    .orderBy(asc(Stop::id))
                    .fetch(Stop.NEXT, new Recursion(depth), stops -> stops.orderBy(asc(Stop::id)))
                    .graphs()
                    .map(SelfRelationPlanTest::text));

            assertThat(read)
                    .as("seed %s, round %s, depth %s, %s", seed, round, depth, next)
                    .isEqualTo(LongStream.range(0, size)
                            .mapToObj(root -> text(root, 0, depth, next, distances(root, next)))
                            .toList());
        }
    }

    private Map<Long, TreeSet<Long>> random(Random random, int size) {
        Map<Long, TreeSet<Long>> next = new HashMap<>();
        for (long from = 0; from < size; from++) {
            TreeSet<Long> to = new TreeSet<>();
            random.longs(random.nextInt(3), 0, size).forEach(to::add);
            next.put(from, to);
            relata.on(new Stop(from), Stop.NEXT)
                    .set(to.stream().map(Stop::new).toList())
                    .as(StepVerifier::create)
                    .verifyComplete();
        }
        return next;
    }

    private static String text(Graph<Stop> stop) {
        if (stop.repeated() || !stop.fetched(Stop.NEXT)) {
            return stop.root().id() + (stop.repeated() ? "…" : "");
        }
        return stop.root().id() + ""
                + stop.graphs(Stop.NEXT).stream()
                        .map(SelfRelationPlanTest::text)
                        .toList();
    }

    private static String text(
            long at, int depth, @Nullable Integer most, Map<Long, TreeSet<Long>> next, Map<Long, Integer> distances) {
        if (distances.getOrDefault(at, -1) != depth) {
            return at + "…";
        }
        if (most != null && depth >= most) {
            return String.valueOf(at);
        }
        return at
                + next.getOrDefault(at, new TreeSet<>()).stream()
                        .map(to -> text(to, depth + 1, most, next, distances))
                        .collect(Collectors.toList())
                        .toString();
    }

    private static Map<Long, Integer> distances(long root, Map<Long, TreeSet<Long>> next) {
        Map<Long, Integer> distances = new HashMap<>(Map.of(root, 0));
        Queue<Long> queue = new ArrayDeque<>(List.of(root));
        while (!queue.isEmpty()) {
            long at = queue.remove();
            int further = distances.getOrDefault(at, 0) + 1;
            for (long to : next.getOrDefault(at, new TreeSet<>())) {
                if (distances.putIfAbsent(to, further) == null) {
                    queue.add(to);
                }
            }
        }
        return distances;
    }
}
