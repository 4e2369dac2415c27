package dev.relata.test;

import static dev.relata.model.Aggregates.max;
import static dev.relata.model.Assignment.set;
import static dev.relata.model.Values.valueOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.error.InvalidValueException;
import dev.relata.error.RefusedException;
import dev.relata.model.Converter;
import dev.relata.model.Id;
import dev.relata.query.Group;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** What a calculation makes of numbers that are kept by a converter, of several types, or too large. */
class CalculatedNumbersTest {

    record Fee(@Id long id, BigDecimal price, BigDecimal fee) {}

    record Piece(@Id long id, BigDecimal price, int count, double rate, float size) {}

    private static final Converter<BigDecimal, Long> CENTS = Converter.of(
            Long.class, price -> price.movePointRight(2).longValueExact(), cents -> BigDecimal.valueOf(cents, 2));

    private final Relata converting = Relata.builder()
            .store(InMemoryStore.create())
            .model(Fee.class)
            .converter(BigDecimal.class, CENTS)
            .build();
    private final Relata relata =
            Relata.builder().store(InMemoryStore.create()).model(Piece.class).build();

    @BeforeEach
    void fill() {
        Flux.concat(
                        converting.bulk().insert(List.of(new Fee(1, new BigDecimal("4.00"), new BigDecimal("1.50")))),
                        relata.bulk().insert(List.of(new Piece(1, new BigDecimal("5"), 3, 0.5, 3e38f))))
                .then()
                .as(StepVerifier::create)
                .verifyComplete();
    }

    private static void refused(Mono<?> read) {
        read.as(StepVerifier::create)
                .expectErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(RefusedException.class)
                        .hasMessageContaining("Fee.price is kept by a converter"))
                .verify();
    }

    @Test
    void whatAConverterKeepsIsNotCalculatedWithInReads() {
        var total = valueOf(Fee::price).plus(Fee::fee);

        refused(converting.from(Fee.class).where(total.gt(new BigDecimal("10"))).count());
        refused(converting
                .from(Fee.class)
                .where(valueOf(Fee::price).plus(BigDecimal.ONE).gt(BigDecimal.TEN))
                .count());
        refused(converting.from(Fee.class).group(total).count().collectList());
        refused(converting.from(Fee.class).aggregate(max(total)));
        refused(converting.from(Fee.class).sum(total));
    }

    @Test
    void whatAConverterKeepsIsCountedUpInWrites() {
        converting
                .from(Fee.class)
                .update(set(Fee::price).plus(new BigDecimal("0.25")))
                .then(converting.from(Fee.class).min(Fee::price))
                .as(StepVerifier::create)
                .expectNext(new BigDecimal("4.25"))
                .verifyComplete();
    }

    @Test
    void aNumberThatIsGivenMayBeOfAnotherTypeThanWhatItStandsBeside() {
        var mixed = valueOf(Piece::price).minus(valueOf(Piece::count).times(Piece::rate));

        relata.from(Piece.class)
                .sum(mixed.times(2).plus(0.5))
                .map(Number::doubleValue)
                .as(StepVerifier::create)
                .expectNext(7.5)
                .verifyComplete();
        relata.from(Piece.class)
                .group(valueOf(Piece::count).times(2))
                .count()
                .as(StepVerifier::create)
                .expectNext(new Group<>(6, 1L))
                .verifyComplete();
    }

    @Test
    void aResultThatNoFloatHoldsIsAnError() {
        relata.from(Piece.class)
                .group(valueOf(Piece::size).times(Piece::size))
                .count()
                .as(StepVerifier::create)
                .verifyError(InvalidValueException.class);
    }
}
