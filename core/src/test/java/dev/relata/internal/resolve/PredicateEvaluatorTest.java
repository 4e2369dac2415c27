package dev.relata.internal.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Model;
import dev.relata.model.Column;
import dev.relata.model.CreatedAt;
import dev.relata.model.DatabaseDefault;
import dev.relata.model.Id;
import dev.relata.model.Operator;
import dev.relata.spi.Path;
import dev.relata.spi.Predicate;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A truth value found in Java is right, or unknown. */
class PredicateEvaluatorTest {

    record Item(
            @Id @Nullable Long id,
            @Column(type = "citext") String name,
            BigDecimal price,
            String text,
            @DatabaseDefault @Nullable String state,
            @CreatedAt @Nullable Instant createdAt,
            Instant seenAt) {}

    private static final EntityType<Item> ITEM = Model.of(Item.class).entity(Item.class);

    private static TruthValue check(String attribute, Operator operator, @Nullable Object value, Object... operands) {
        @Nullable Object[] row = new @Nullable Object[ITEM.attributes().size()];
        row[ITEM.attribute(attribute).index()] = value;
        Predicate predicate = PredicateBuilder.compare(Path.of(ITEM.attribute(attribute)), operator, operands);
        return predicate.accept(new PredicateEvaluator(row));
    }

    @Test
    void everyKnownTruthValueIsWhatTheConditionMeans() {
        Random random = Sample.random();
        Map<TruthValue, Integer> seen = new EnumMap<>(TruthValue.class);
        for (int round = 0; round < 20_000; round++) {
            Predicate predicate = Sample.predicate(random, 3);
            @Nullable Object[] row = Sample.row(random, random.nextInt(5));
            TruthValue value = predicate.accept(new PredicateEvaluator(row));
            seen.merge(value, 1, Integer::sum);
            if (value != TruthValue.UNKNOWN) {
                assertThat(value)
                        .as("%s of %s", predicate, row)
                        .isEqualTo(TruthValue.of(Evaluation.passes(predicate, row)));
            }
        }
        assertThat(seen).hasSize(3);
    }

    @Test
    void whatTheDatabaseComparesByRulesOfItsOwnIsUnknown() {
        assertThat(check("name", Operator.EQ, "a", "A")).isEqualTo(TruthValue.UNKNOWN);
        assertThat(check("price", Operator.EQ, new BigDecimal("1.0"), new BigDecimal("1.00")))
                .isEqualTo(TruthValue.UNKNOWN);
        assertThat(check("text", Operator.LT, "a", "b")).isEqualTo(TruthValue.UNKNOWN);
        assertThat(check("text", Operator.LIKE, "a", "a%")).isEqualTo(TruthValue.UNKNOWN);
    }

    @Test
    void whatIsGivenLaterIsUnknown() {
        assertThat(check("id", Operator.IS_NULL, null)).isEqualTo(TruthValue.UNKNOWN);
        assertThat(check("state", Operator.EQ, null, "new")).isEqualTo(TruthValue.UNKNOWN);
        assertThat(check("createdAt", Operator.IS_NULL, null)).isEqualTo(TruthValue.UNKNOWN);
        assertThat(check("state", Operator.EQ, "new", "new")).isEqualTo(TruthValue.TRUE);
    }

    @Test
    void instantsFinerThanAMicrosecondAreUnknown() {
        Instant whole = Instant.EPOCH.plusNanos(1_000);

        assertThat(check("seenAt", Operator.GT, whole.plusNanos(1), whole)).isEqualTo(TruthValue.UNKNOWN);
        assertThat(check("seenAt", Operator.EQ, whole, whole.plusNanos(1))).isEqualTo(TruthValue.UNKNOWN);
        assertThat(check("seenAt", Operator.GTE, whole, whole)).isEqualTo(TruthValue.TRUE);
    }

    @Test
    void relatedRowsAndKeysAreUnknown() {
        Predicate keys = new Predicate.KeyIn(ITEM.id(), List.of(List.of(1L)));

        assertThat(keys.accept(new PredicateEvaluator(new @Nullable Object[] {1L})))
                .isEqualTo(TruthValue.UNKNOWN);
    }
}
