package dev.relata.internal.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.model.Operator;
import dev.relata.spi.Path;
import dev.relata.spi.Predicate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Simplifying a predicate never changes what it means. */
class PredicatesTest {

    private static final Predicate SOME =
            PredicateBuilder.compare(Path.of(Sample.TYPE.attribute("number")), Operator.GT, 1);

    @Test
    void whatIsAlwaysTrueOrFalseIsLeftOutOrDecides() {
        assertThat(Predicate.all(List.of())).isEqualTo(Predicate.TRUE);
        assertThat(Predicate.any(List.of())).isEqualTo(Predicate.FALSE);
        assertThat(Predicate.all(List.of(Predicate.TRUE, SOME))).isEqualTo(SOME);
        assertThat(Predicate.any(List.of(SOME, Predicate.FALSE))).isEqualTo(SOME);
        assertThat(Predicate.all(List.of(SOME, Predicate.FALSE))).isEqualTo(Predicate.FALSE);
        assertThat(Predicate.any(List.of(SOME, Predicate.TRUE))).isEqualTo(Predicate.TRUE);
        assertThat(PredicateBuilder.not(Predicate.TRUE)).isEqualTo(Predicate.FALSE);
        assertThat(PredicateBuilder.not(Predicate.FALSE)).isEqualTo(Predicate.TRUE);
        assertThat(SOME.and(Predicate.FALSE)).isEqualTo(Predicate.FALSE);
        assertThat(Predicate.TRUE.and(SOME)).isEqualTo(SOME);
    }

    @Test
    void noIdIsNoRow() {
        assertThat(PredicateBuilder.idIn(Sample.TYPE, List.of())).isEqualTo(Predicate.FALSE);
    }

    @Test
    void simplifiedPredicatesMeanTheSame() {
        Random random = Sample.random();
        for (int round = 0; round < 2_000; round++) {
            Predicate predicate = Sample.predicate(random, 4);
            Predicate simplified = simplify(predicate);
            for (int i = 0; i < 10; i++) {
                Object[] row = Sample.row(random, i);
                assertThat(Evaluation.passes(simplified, row))
                        .as("%s of %s", predicate, row)
                        .isEqualTo(Evaluation.passes(predicate, row));
            }
        }
    }

    private static Predicate simplify(Predicate predicate) {
        if (predicate instanceof Predicate.All all) {
            return Predicate.all(
                    all.parts().stream().map(PredicatesTest::simplify).toList());
        }
        if (predicate instanceof Predicate.Any any) {
            return Predicate.any(
                    any.parts().stream().map(PredicatesTest::simplify).toList());
        }
        return predicate instanceof Predicate.Not not ? PredicateBuilder.not(simplify(not.part())) : predicate;
    }
}
