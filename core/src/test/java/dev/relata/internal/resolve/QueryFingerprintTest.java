package dev.relata.internal.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.metamodel.EntityType;
import dev.relata.model.Operator;
import dev.relata.spi.Path;
import dev.relata.spi.Predicate;
import dev.relata.spi.Predicate.Comparison;
import dev.relata.spi.Query;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** S109: the text of a query is the same in every JVM, and another one for another query. */
class QueryFingerprintTest {

    /** Every constant has the same text. */
    enum Shade {
        LIGHT,
        DARK;

        @Override
        public String toString() {
            return "a shade";
        }
    }

    /** Has the text that every object has, which is another one each time. */
    private static final class Untold {}

    record Tagged(Shade shade, byte[] content, Set<String> tags) {}

    private final EntityType<Sample> type = Sample.TYPE;

    private String text(Operator operator, Object... operands) {
        Path path = Path.of(type.attributes().get(1));
        return text(new Comparison(path, operator, Arrays.asList(operands), false));
    }

    private String text(Predicate predicate) {
        return QueryFingerprint.of(Query.of(type).where(predicate));
    }

    private static <T> Set<T> reversed(List<T> elements) {
        List<T> order = new ArrayList<>(elements);
        Collections.reverse(order);
        return new LinkedHashSet<>(order);
    }

    @Test
    void constantsGoByTheirNames() {
        assertThat(text(Operator.EQ, Shade.LIGHT)).isNotEqualTo(text(Operator.EQ, Shade.DARK));
    }

    @Test
    void equalValuesOfOtherInstancesHaveOneText() {
        List<String> words = List.of("a", "b", "c");
        Map<String, Integer> one = new LinkedHashMap<>();
        one.put("a", 1);
        one.put("b", 2);
        Map<String, Integer> other = new LinkedHashMap<>();
        other.put("b", 2);
        other.put("a", 1);

        assertThat(text(Operator.EQ, new Untold())).isEqualTo(text(Operator.EQ, new Untold()));
        assertThat(text(Operator.EQ, new LinkedHashSet<>(words))).isEqualTo(text(Operator.EQ, reversed(words)));
        assertThat(text(Operator.EQ, one)).isEqualTo(text(Operator.EQ, other));
        assertThat(text(Operator.EQ, Optional.of(new byte[] {1})))
                .isEqualTo(text(Operator.EQ, Optional.of(new byte[] {1})));
        assertThat(text(Operator.EQ, new Tagged(Shade.DARK, new byte[] {1}, new LinkedHashSet<>(words))))
                .isEqualTo(text(Operator.EQ, new Tagged(Shade.DARK, new byte[] {1}, reversed(words))))
                .isNotEqualTo(text(Operator.EQ, new Tagged(Shade.DARK, new byte[] {2}, reversed(words))));
    }

    /** {@code Set.of("a", "b")} is iterated in another order by each JVM. */
    @Test
    void theOrderOfThoseAmongWhichOneMayBeDoesNotMatter() {
        assertThat(text(Operator.IN, "a", "b")).isEqualTo(text(Operator.IN, "b", "a"));
        assertThat(text(Operator.NOT_IN, "a", "b")).isEqualTo(text(Operator.NOT_IN, "b", "a"));
        assertThat(text(Operator.BETWEEN, "a", "b")).isNotEqualTo(text(Operator.BETWEEN, "b", "a"));
        assertThat(text(new Predicate.KeyIn(type.id(), List.of(List.of(1L), List.of(2L)))))
                .isEqualTo(text(new Predicate.KeyIn(type.id(), List.of(List.of(2L), List.of(1L)))));
    }

    @Test
    void noTextOfAValueLooksLikeSeveralValues() {
        assertThat(text(Operator.IN, "a, b")).isNotEqualTo(text(Operator.IN, "a", "b"));
        assertThat(text(Operator.IN, "a", "b] order [c")).isNotEqualTo(text(Operator.IN, "a, b", "] order [c"));
        assertThat(text(Operator.EQ, "1")).isNotEqualTo(text(Operator.EQ, 1));
    }
}
