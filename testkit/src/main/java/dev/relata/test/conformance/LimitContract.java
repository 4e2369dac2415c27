package dev.relata.test.conformance;

import static dev.relata.model.Conditions.anyOf;
import static dev.relata.model.Conditions.eq;
import static dev.relata.model.Conditions.in;
import static dev.relata.model.Conditions.is;
import static dev.relata.model.Conditions.notIn;
import static dev.relata.model.Sort.asc;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.error.RefusedException;
import dev.relata.model.Condition;
import dev.relata.model.Filter;
import dev.relata.query.Selection;
import dev.relata.spi.Capability;
import dev.relata.test.conformance.Fleet.Harbour;
import dev.relata.test.conformance.Fleet.Sailor;
import dev.relata.test.conformance.Fleet.Ship;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** More values than a statement has room for. */
public interface LimitContract extends StoreUnderTest {

    /** One more than PostgreSQL's protocol counts. */
    int MANY = 65_536;

    private static Filter<Ship>[] each(IntFunction<Condition<Integer>> condition) {
        List<Filter<Ship>> filters = IntStream.range(3, MANY + 3)
                .mapToObj(number -> is(Ship::tons, condition.apply(number)))
                .toList();
        return filters.toArray(LimitContract.<Filter<Ship>>array());
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    private static <T> T[] array(T... none) {
        return none;
    }

    @Test
    @Tag("S112")
    @Requires(Capability.SCHEMA)
    default void anyNumberOfValuesOfOnePropertyIsAnswered() {
        Relata fleet = Fleet.launched(this);
        Selection<Ship> ships = fleet.from(Ship.class).orderBy(asc(Ship::id));
        List<Integer> several = IntStream.range(3, MANY + 3).boxed().toList();

        observe(ships.where(is(Ship::tons, in(several))).ids()).answers(3L, 4L, 5L, 6L, 7L, 8L);
        observe(ships.where(is(Ship::tons, notIn(several))).ids()).answers(1L, 2L);
        observe(fleet.from(Harbour.class)
                        .orderBy(asc(Harbour::id))
                        .whereAny(Harbour.SHIPS, related -> related.where(is(Ship::tons, notIn(several))))
                        .ids())
                .answers(1L);
    }

    /** As many conditions are answered, or refused before anything is sent. */
    @Test
    @Tag("S112")
    @Requires(Capability.SCHEMA)
    default void anyNumberOfConditionsIsAnsweredOrRefusedInWords() {
        Relata fleet = Fleet.launched(this);
        Selection<Ship> ships = fleet.from(Ship.class).orderBy(asc(Ship::id)).where(anyOf(each(number -> eq(number))));

        for (Flux<?> request :
                List.of(ships.ids(), ships.all().map(Ship::id), ships.iterate().map(Ship::id))) {
            Object answer = observe(request.cast(Object.class)
                            .collectList()
                            .cast(Object.class)
                            .onErrorResume(RefusedException.class, Mono::just))
                    .value();
            if (answer instanceof RefusedException refused) {
                assertThat(refused).hasMessageMatching("(?s).*65,53[67].*").hasMessageContaining("split the request");
            } else {
                assertThat(answer).isEqualTo(List.of(3L, 4L, 5L, 6L, 7L, 8L));
            }
        }
    }

    /** The refusal is of the request, and of nothing else. */
    @Test
    @Tag("S112")
    @Requires({Capability.SCHEMA, Capability.TRANSACTIONS})
    default void aTransactionGoesOnBehindARequestThatIsTooLarge() {
        Relata fleet = Fleet.launched(this);
        Mono<Void> large = fleet.from(Ship.class)
                .where(anyOf(each(number -> eq(number))))
                .all()
                .then()
                .onErrorComplete(RefusedException.class);

        observe(fleet.insert(new Sailor(20L, 30))
                        .then(large)
                        .then(fleet.insert(new Sailor(21L, 30)))
                        .as(fleet::transactional))
                .value();
        observe(fleet.from(Sailor.class).where(is(Sailor::age, eq(30))).count()).answers(2L);
    }
}
