package dev.relata.test;

import static dev.relata.model.Conditions.eq;
import static dev.relata.model.Relationships.manyToMany;
import static dev.relata.model.Relationships.manyToOne;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.export.Ndjson;
import dev.relata.model.Id;
import dev.relata.model.ManyToMany;
import dev.relata.model.ManyToOne;
import dev.relata.query.Recursion;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** Graphs whose JSON is deep, or whose rows are reached in many ways. */
class GraphJsonTest {

    private static final int DEPTH = 3000;
    private static final int LEVELS = 30;

    record Stop(@Id long id, @Nullable Long nextId) {
        static final ManyToOne<Stop, Stop> NEXT =
                manyToOne(Stop::nextId, Stop.class).optional();
    }

    record Door(@Id long id) {
        static final ManyToMany<Door, Door> DOORS = manyToMany(Door.class, Door.class);
    }

    private final Relata relata = Relata.builder()
            .store(InMemoryStore.create())
            .model(Stop.class, Door.class)
            .build();

    private static String line(Flux<?> graphs) {
        return Objects.requireNonNull(Ndjson.of(graphs)
                .map(line -> StandardCharsets.UTF_8.decode(line).toString())
                .single()
                .block());
    }

    @Test
    void aRecursionDeeperThanTheStackIsWritten() {
        List<Stop> stops = LongStream.rangeClosed(1, DEPTH)
                .mapToObj(i -> new Stop(i, i == 1 ? null : i - 1))
                .toList();
        assertThat(relata.insertMany(stops).count().block()).isEqualTo(DEPTH);

        String line = line(relata.from(Stop.class)
                .where(Stop::id, eq((long) DEPTH))
                .fetch(Stop.NEXT, Recursion.toEnd())
                .graphs());

        assertThat(line.split("\"next\":\\{", -1)).hasSize(DEPTH);
        assertThat(line).contains("{\"id\":1,\"nextId\":null,\"next\":null}");
    }

    /** Each level has two doors, each of which leads to both of the next: there are two to the power of thirty ways. */
    @Test
    void aRowThatManyWaysLeadToIsFollowedOnce() {
        List<Door> doors = LongStream.range(0, 2L * LEVELS).mapToObj(Door::new).toList();
        assertThat(relata.insertMany(doors).count().block()).isEqualTo(2L * LEVELS);
        for (int i = 0; i + 2 < doors.size(); i++) {
            int next = i - i % 2 + 2;
            assertThat(relata.on(doors.get(i), Door.DOORS)
                            .addMany(doors.subList(next, next + 2))
                            .block())
                    .isNotNull();
        }

        String line = line(relata.from(Door.class)
                .where(Door::id, eq(0L))
                .fetch(Door.DOORS, Recursion.toEnd())
                .graphs());

        assertThat(line.split("\"doors\":", -1)).hasSize(1 + 1 + 2 * (LEVELS - 1));
        assertThat(line).contains("{\"id\":" + (2 * LEVELS - 1) + "}").endsWith("\n");
    }
}
