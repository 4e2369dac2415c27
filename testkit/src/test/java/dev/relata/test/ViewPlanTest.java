package dev.relata.test;

import static dev.relata.model.Conditions.eq;
import static dev.relata.model.Relationships.manyToMany;
import static dev.relata.model.Relationships.oneToMany;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.model.Id;
import dev.relata.model.ManyToMany;
import dev.relata.model.OneToMany;
import dev.relata.query.ViewSelection;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class ViewPlanTest {

    record Part(@Id Long id, @Nullable Long partOf) {
        static final OneToMany<Part, Part> PARTS = oneToMany(Part.class, Part::partOf);
    }

    record Assembly(Long id, List<Assembly> parts) {}

    record Bolt(@Id Long id, @Nullable Long plateId) {}

    record Plate(@Id Long id) {
        static final OneToMany<Plate, Bolt> looseBolts = oneToMany(Plate.class, Bolt::plateId);
    }

    record Held(Long id, List<Bolt> looseBolts, int looseBoltsCount) {}

    record Place(@Id Long id) {
        static final ManyToMany<Place, Place> ROADS = manyToMany(Place.class, Place.class);
    }

    record Way(Long id, List<Way> roads) {}

    private final Relata relata = Relata.builder()
            .store(InMemoryStore.create())
            .model(Part.class, Place.class, Plate.class, Bolt.class)
            .build();

    private void stored(Flux<Part> parts) {
        relata.bulk()
                .insert(Part.class, parts)
                .as(StepVerifier::create)
                .expectNextCount(1)
                .verifyComplete();
    }

    private ViewSelection<Assembly> first() {
        return relata.from(Part.class).where(Part::id, eq(1L)).into(Assembly.class);
    }

    private static <T> T value(Mono<T> mono) {
        T value = mono.block(Duration.ofSeconds(20));
        assertThat(value).isNotNull();
        return value;
    }

    @Test
    void aViewOfItselfMayBeDeeperThanTheStack() {
        int depth = 3000;
        stored(Flux.range(1, depth).map(i -> new Part((long) i, i == 1 ? null : (long) i - 1)));

        Assembly at = value(first().one());
        int reached = 1;
        while (!at.parts().isEmpty()) {
            at = at.parts().get(0);
            reached++;
        }

        assertThat(reached).isEqualTo(depth);
    }

    @Test
    void aRowThatManyWaysLeadToIsShownOnceForAllOfThem() {
        int crossings = 30;
        relata.bulk()
                .insert(Place.class, Flux.range(0, 3 * crossings + 1).map(i -> new Place((long) i)))
                .as(StepVerifier::create)
                .expectNextCount(1)
                .verifyComplete();
        Flux.range(0, crossings)
                .map(i -> 3L * i)
                .concatMap(i -> road(i, i + 1)
                        .then(road(i, i + 2))
                        .then(road(i + 1, i + 3))
                        .then(road(i + 2, i + 3)))
                .as(StepVerifier::create)
                .expectNextCount(crossings)
                .verifyComplete();

        Way at = value(relata.from(Place.class).into(Way.class).first());
        for (int i = 0; i < crossings; i++) {
            assertThat(at.roads()).hasSize(2);
            assertThat(at.roads().get(0).roads().get(0))
                    .isSameAs(at.roads().get(1).roads().get(0));
            at = at.roads().get(0).roads().get(0);
        }

        assertThat(at.id()).isEqualTo(3L * crossings);
    }

    private Mono<Long> road(long from, long to) {
        return relata.on(new Place(from), Place.ROADS).addIds(to);
    }

    @Test
    void aConstantInCamelCaseIsFoundByItsName() {
        relata.insert(new Plate(1L))
                .then(relata.insert(new Bolt(2L, 1L)))
                .thenMany(relata.from(Plate.class).into(Held.class).all())
                .as(StepVerifier::create)
                .expectNext(new Held(1L, List.of(new Bolt(2L, 1L)), 1))
                .verifyComplete();
    }
}
